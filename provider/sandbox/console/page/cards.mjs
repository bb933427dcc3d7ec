// The rows of cards, with what can be done to each behind Pulumi's back.
import { changeCard } from "./control.mjs";
import { button, el, flash, keep, setName, setText } from "./dom.mjs";
import { limitLines, money, statusWord } from "./format.mjs";

/** @typedef {import("../state").CardRow} CardRow */
/** @typedef {HTMLTableRowElement & { card: CardRow }} Row */

const changeable = ["active", "frozen", "blocked", "expired"];

/** @param {(card: CardRow) => void} editLimits */
export function createCardRows(editLimits) {
  /** @param {CardRow} card */
  function create(card) {
    const row = /** @type {Row} */ (el("tr"));
    row.card = card;
    const freeze = button("Freeze", () => {
      const { id, name, status } = row.card;
      const target = status === "active" ? "frozen" : "active";
      void changeCard(id, { status: target }, `${name} is ${target} now, behind Pulumi’s back`);
    });
    const limits = button("Limits…", () => editLimits(row.card));
    const close = button("Close", () => {
      void changeCard(row.card.id, { status: "closed" }, `${row.card.name} is closed now, behind Pulumi’s back`);
    });
    row.append(
      el("th", { scope: "row" }, el("span", { class: "name" }), el("span", { class: "quiet" })),
      el("td", { class: "digits number" }, el("span"), el("span", { class: "quiet" })),
      el("td", {}, el("span", { class: "pill" })),
      el("td", { class: "digits limits" }),
      el("td", { class: "digits right" }),
      el("td", { class: "actions" }, freeze, limits, close),
    );
    if (card.status === "creating") flash(row);
    return row;
  }

  /**
   * @param {Row} row
   * @param {CardRow} card
   */
  function update(row, card) {
    row.card = card;
    const [name, holder, digits, network, pill] = row.querySelectorAll("span");
    const [, , limits, balance] = row.querySelectorAll("td");
    const [freeze, edit, close] = row.querySelectorAll("button");
    if (!name || !holder || !digits || !network || !pill || !limits || !balance || !freeze || !edit || !close) return;
    setText(name, card.name);
    setText(holder, `${card.holder} · ${card.wallet}`);
    setText(digits, `•••• ${card.lastFour}`);
    setText(network, `${card.network}, ${card.type}`);
    if (pill.dataset.status !== undefined && pill.dataset.status !== card.status) flash(row);
    pill.dataset.status = card.status;
    setText(pill, statusWord(card.status));
    showLimits(row, limits, card);
    setText(balance, `${money(card.balance)} ${card.currency}`);
    row.classList.toggle("ended", ["closed", "creating_failed"].includes(card.status));
    setName(freeze, card.status === "active" ? "Freeze" : "Unfreeze", card.name);
    setName(edit, "Limits…", card.name);
    setName(close, "Close", card.name);
    const canChange = changeable.includes(card.status);
    setEnabled(row, freeze, ["active", "frozen", "blocked"].includes(card.status));
    setEnabled(row, edit, canChange);
    setEnabled(row, close, canChange);
  }

  /**
   * @param {HTMLElement} body
   * @param {CardRow[]} cards
   */
  return (body, cards) => keep(body, cards, { key: ({ id }) => id, create, update });
}

/**
 * A button that goes must not take the focus with it.
 * @param {Row} row
 * @param {HTMLButtonElement} node
 * @param {boolean} isEnabled
 */
function setEnabled(row, node, isEnabled) {
  if (!isEnabled && document.activeElement === node) {
    row.tabIndex = -1;
    row.focus();
  }
  node.disabled = !isEnabled;
}

/**
 * @param {Row} row
 * @param {HTMLElement} cell
 * @param {CardRow} card
 */
function showLimits(row, cell, { limits }) {
  const lines = limitLines(limits);
  const text = lines.map(({ amount, period }) => `${amount} ${period}`).join("");
  if (cell.textContent === text) return;
  if (cell.textContent !== "") flash(row);
  cell.replaceChildren(
    ...lines.map(({ amount, period }) => el("span", { class: "limit" }, amount, el("small", {}, ` ${period}`))),
  );
}
