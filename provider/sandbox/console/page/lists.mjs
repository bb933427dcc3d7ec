// The list in the middle: which of the two it is, its filters, its pages, and what is said when it is empty.
import { createCardRows } from "./cards.mjs";
import { button, el, find, keep, setText } from "./dom.mjs";
import { count, statusWord } from "./format.mjs";
import { showHolders } from "./holders.mjs";
import { createLimitsDialog } from "./limits.mjs";

/** @typedef {import("../state").ConsoleState} ConsoleState */
/** @typedef {import("../greeting").Greeting} Greeting */

const statuses = ["live", "creating", "active", "frozen", "blocked", "expired", "closed", "creating_failed"];
const typingPauseMs = 200;

/** @param {import("./view.mjs").ViewControl} view */
export function createLists(view) {
  const showCards = createCardRows(createLimitsDialog());
  const cardRows = find("card-rows", HTMLElement);
  const holderRows = find("holder-rows", HTMLElement);
  const text = find("text", HTMLInputElement);
  const newer = find("newer", HTMLButtonElement);
  const older = find("older", HTMLButtonElement);
  /** @type {ConsoleState | undefined} */
  let latest;
  /** @type {Greeting | undefined} */
  let greeting;
  /** Another view was asked for, so there is nothing to hold. */
  let isFresh = true;
  let typing = 0;

  /** @param {Parameters<typeof view.set>[0]} wanted */
  function ask(wanted) {
    isFresh = true;
    view.set(wanted);
  }

  text.value = view.get("text");
  text.addEventListener("input", () => {
    window.clearTimeout(typing);
    typing = window.setTimeout(() => ask({ text: text.value.trim() }), typingPauseMs);
  });
  for (const tab of document.querySelectorAll("[data-list]")) {
    tab.addEventListener("click", () =>
      ask({ list: tab.getAttribute("data-list") === "holders" ? "holders" : "", status: "" }),
    );
  }
  newer.addEventListener("click", () => ask({ page: String(pageOf(latest) - 1) }));
  older.addEventListener("click", () => ask({ page: String(pageOf(latest) + 1) }));
  // Rows must not move away under a hand that is about to press a button.
  for (const event of ["pointerleave", "focusout"]) {
    cardRows.addEventListener(event, () => window.setTimeout(() => latest && showRows(latest)));
  }

  /** @param {ConsoleState} state */
  function showRows({ cards, holders }) {
    if (holders) showHolders(holderRows, holders.rows);
    if (!cards) return;
    const isHeld = !isFresh && (cardRows.matches(":hover") || cardRows.contains(document.activeElement));
    isFresh = false;
    const shown = [...cardRows.children].map((row) => row.getAttribute("data-key"));
    const isSame = cards.rows.length === shown.length && cards.rows.every(({ id }, at) => id === shown[at]);
    find("held", HTMLElement).hidden = !isHeld || isSame;
    if (!isHeld || isSame) return showCards(cardRows, cards.rows);
    const now = new Map(cards.rows.map((card) => [card.id, card]));
    const stay = [...cardRows.children].map((row) => /** @type {import("./cards.mjs").Row} */ (row).card);
    showCards(
      cardRows,
      stay.map((card) => now.get(card.id) ?? card),
    );
  }

  /** @param {ConsoleState} state */
  function showChips({ byStatus, cards, totals }) {
    const chips = find("chips", HTMLElement);
    chips.hidden = cards === null || totals.cards === 0;
    const ended = (byStatus.closed ?? 0) + (byStatus.creating_failed ?? 0);
    const all = Object.values(byStatus).reduce((sum, one) => sum + one, 0);
    /** @type {Record<string, number | undefined>} */
    const numbers = { ...byStatus, live: all - ended };
    const chosen = view.get("status");
    const shown = [
      "",
      ...statuses.filter((status) => status === "live" || status === chosen || (numbers[status] ?? 0) > 0),
    ];
    keep(chips, shown, {
      key: (status) => `status-${status}`,
      create(status) {
        const chip = button("", () => ask({ status: view.get("status") === status ? "" : status }));
        if (status !== "") chip.dataset.status = status;
        return chip;
      },
      update(chip, status) {
        setText(
          chip,
          `${status === "" ? "All" : statusWord(status)} ${count(status === "" ? all : (numbers[status] ?? 0))}`,
        );
        chip.setAttribute("aria-pressed", String(chosen === status));
      },
    });
  }

  /** @param {ConsoleState} state */
  function showEmpty(state) {
    const page = state.cards ?? state.holders;
    const empty = find("empty", HTMLElement);
    const kind = page && page.matching > 0 ? "" : isEverythingEmpty(state) ? "first" : "filtered";
    empty.hidden = kind === "";
    if (empty.dataset.kind === kind && kind !== "first") return;
    empty.dataset.kind = kind;
    if (kind === "first") showFirstSteps(empty, state, greeting);
    if (kind !== "filtered") return;
    const clear = button("Clear the filters", () => {
      text.value = "";
      ask({ text: "", status: "", wallet: "" });
    });
    empty.replaceChildren(el("p", {}, "Nothing fits these filters."), clear);
  }

  /** @param {ConsoleState} state */
  function show(state) {
    latest = state;
    const isCards = state.cards !== null;
    const page = state.cards ?? state.holders;
    for (const tab of document.querySelectorAll("[data-list]")) {
      tab.setAttribute("aria-pressed", String((tab.getAttribute("data-list") === "cards") === isCards));
    }
    setText(find("cards-count", HTMLElement), count(state.totals.cards));
    setText(find("holders-count", HTMLElement), count(state.totals.holders));
    find("cards", HTMLElement).hidden = !isCards || state.cards?.matching === 0;
    find("holders", HTMLElement).hidden = isCards || state.holders?.matching === 0;
    showChips(state);
    showRows(state);
    showEmpty(state);
    if (!page) return;
    const last = page.first + page.rows.length - 1;
    setText(find("range", HTMLElement), `${count(page.first)} to ${count(last)} of ${count(page.matching)}`);
    newer.disabled = page.page <= 1;
    older.disabled = page.page >= page.pages;
    find("pager", HTMLElement).hidden = page.matching === 0;
  }

  return {
    show,
    /** @param {Greeting} given */
    greet(given) {
      greeting = given;
    },
  };
}

/** @param {ConsoleState | undefined} state */
function pageOf(state) {
  return (state?.cards ?? state?.holders)?.page ?? 1;
}

/** @param {ConsoleState} state */
function isEverythingEmpty({ cards, totals }) {
  return cards ? totals.cards === 0 : totals.holders === 0;
}

/**
 * @param {HTMLElement} empty
 * @param {ConsoleState} state
 * @param {Greeting | undefined} greeting
 */
function showFirstSteps(empty, { cards }, greeting) {
  const lines = [
    `export FOURPAY_BASE_URL=${greeting?.baseUrl ?? ""}`,
    `export FOURPAY_ORGANIZATION_ID=${greeting?.organizationId ?? ""}`,
    `export FOURPAY_API_KEY=${greeting?.apiKey ?? "<the key this sandbox was started with>"}`,
    "pulumi up",
  ];
  const code = lines.join("\n");
  if (empty.querySelector("pre")?.textContent === code && empty.dataset.what === String(cards === null)) return;
  empty.dataset.what = String(cards === null);
  empty.replaceChildren(
    el("p", { class: "lead" }, cards ? "No cards yet." : "No holders yet."),
    el("p", {}, "In another terminal, in the folder of a Pulumi program that uses pulumi-fourpay:"),
    el("pre", { tabindex: "0", "aria-label": "Commands" }, code),
    el("p", { class: "quiet" }, "What it makes appears here while it is being made."),
  );
}
