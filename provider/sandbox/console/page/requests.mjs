// The request stream: newest first, a bounded number of rows, faults and lost replies marked.
import { el, find, keep, setText } from "./dom.mjs";
import { count, isTrouble, shortPath, timeOfDay, verdict } from "./format.mjs";

/** @typedef {import("../requestView").RequestView} RequestView */

const kept = 400;
const rowsShown = 80;
const dialectWords = { organization: "org", merchant: "merchant", other: "", hand: "by hand" };

/** @type {Record<string, (request: RequestView) => boolean>} */
const filters = { all: () => true, writes: ({ write }) => write, trouble: isTrouble };

export function createRequests() {
  const list = find("requests", HTMLElement);
  // A place that scrolls must be reachable without a mouse.
  list.tabIndex = 0;
  const pause = find("pause", HTMLButtonElement);
  /** @type {Map<number, RequestView>} */
  const known = new Map();
  let wanted = "all";
  let isPaused = false;

  function show() {
    if (isPaused) return;
    const matching = [...known.values()]
      .sort((a, b) => b.order - a.order)
      .filter((request) => filters[wanted]?.(request));
    keep(list, matching.slice(0, rowsShown), { key: ({ seq }) => String(seq), create, update });
    const quiet = find("no-requests", HTMLElement);
    quiet.hidden = matching.length > 0;
    list.hidden = matching.length === 0;
    setText(quiet, known.size === 0 ? "Nothing has been asked yet." : "None of the newest requests fits.");
  }

  for (const chip of document.querySelectorAll("[data-requests]")) {
    chip.addEventListener("click", () => {
      wanted = chip.getAttribute("data-requests") ?? "all";
      for (const other of document.querySelectorAll("[data-requests]")) {
        other.setAttribute("aria-pressed", String(other === chip));
      }
      show();
    });
  }
  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", String(isPaused));
    setText(pause, isPaused ? "Paused" : "Pause");
    show();
  });

  return {
    /**
     * @param {RequestView[]} changed
     * @param {number} total
     */
    add(changed, total) {
      for (const request of changed) {
        known.delete(request.seq);
        known.set(request.seq, request);
      }
      for (const seq of [...known.keys()].slice(0, Math.max(0, known.size - kept))) known.delete(seq);
      setText(find("requests-count", HTMLElement), count(total));
      show();
    },
    clear() {
      known.clear();
      show();
    },
  };
}

function create() {
  return el(
    "li",
    {},
    el("span", { class: "when digits" }),
    el("span", { class: "method" }),
    el("span", { class: "path" }),
    el("span", { class: "outcome digits" }),
    el("span", { class: "about" }, el("strong"), el("span")),
    el("span", { class: "marks" }),
  );
}

/**
 * @param {HTMLElement} row
 * @param {RequestView} request
 */
function update(row, request) {
  const [when, method, path, outcome, about, marks] = /** @type {HTMLElement[]} */ ([...row.children]);
  if (!when || !method || !path || !outcome || !about || !marks) return;
  setText(when, timeOfDay(request.at));
  setText(method, request.method);
  setText(path, shortPath(request.path));
  path.title = request.path;
  setText(outcome, outcomeOf(request));
  const [subject, facts] = about.children;
  if (subject) setText(subject, request.subject ?? "");
  const pace = request.open ? "waiting" : `${request.durationMs} ms`;
  const words = [dialectWords[request.dialect], request.dialect === "hand" ? "" : pace];
  if (facts) setText(facts, words.filter((word) => word !== "").join(" · "));
  const lost = verdict(request);
  const texts = [...(request.fault === null ? [] : [`fault: ${request.fault}`]), ...(lost === null ? [] : [lost])];
  if (marks.textContent !== texts.join(""))
    marks.replaceChildren(...texts.map((text) => el("span", { class: "mark" }, text)));
  row.dataset.kind = kindOf(request);
}

/** @param {RequestView} request */
function outcomeOf({ open, status }) {
  if (open) return "…";
  return status === null ? "cut" : String(status);
}

/** @param {RequestView} request */
function kindOf(request) {
  if (request.fault !== null) return "fault";
  if (isTrouble(request)) return "refused";
  if (request.dialect === "hand") return "hand";
  return request.write ? "write" : "read";
}
