// Arming faults, and those that are armed.
import { change } from "./control.mjs";
import { el, find, keep, setText } from "./dom.mjs";

/** @typedef {import("../../faults").FaultState} FaultState */

/** @type {[kind: string, words: string, needs?: "status" | "ms"][]} */
const kinds = [
  ["drop-after-commit", "Carried out, reply lost"],
  ["refuse-before", "Connection cut before anything happens"],
  ["rate-limit", "Too many requests (429)"],
  ["status-before", "Refused with a status", "status"],
  ["status-after-commit", "Carried out, answered with a status", "status"],
  ["truncate-body", "Carried out, half of the reply arrives"],
  ["reset-in-body", "Carried out, reset in the middle of the reply"],
  ["garbage-body", "Carried out, reply is not JSON"],
  ["empty-201", "Carried out, reply without a body"],
  ["slow", "Slow reply", "ms"],
  ["commit-late", "Connection cut, carried out later", "ms"],
  ["creating-failed", "The card fails to be issued"],
  ["stuck", "The card stays in creation"],
  ["not-found-after-create", "What is created stays invisible for a while", "ms"],
];

/** @type {[words: string, match: { method?: string, path?: string }][]} */
const targets = [
  ["Issuing a card", { method: "POST", path: "/(instruments|cards)$" }],
  ["Any POST", { method: "POST" }],
  ["Any PATCH", { method: "PATCH" }],
  ["Any GET", { method: "GET" }],
  ["Any request", {}],
];

export function createFaults() {
  const kind = find("fault-kind", HTMLSelectElement);
  const target = find("fault-target", HTMLSelectElement);
  const status = find("fault-status", HTMLInputElement);
  const ms = find("fault-ms", HTMLInputElement);
  const times = find("fault-times", HTMLInputElement);
  kind.append(...kinds.map(([value, words]) => el("option", { value }, words)));
  target.append(...targets.map(([words], at) => el("option", { value: String(at) }, words)));

  const needed = () => kinds.find(([value]) => value === kind.value)?.[2];
  function showFields() {
    find("fault-status-field", HTMLElement).hidden = needed() !== "status";
    find("fault-ms-field", HTMLElement).hidden = needed() !== "ms";
  }
  kind.addEventListener("change", showFields);
  showFields();

  find("fault-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const [words, match] = targets[Number(target.value)] ?? ["", {}];
    const fault = {
      kind: kind.value,
      match: { ...match, times: Number(times.value) },
      ...(needed() === "status" && { status: Number(status.value) }),
      ...(needed() === "ms" && { ms: Number(ms.value) }),
    };
    void change("POST", "/faults", fault, `Armed: ${wordsOf(kind.value)} (${words.toLowerCase()})`);
  });
  find("disarm", HTMLButtonElement).addEventListener("click", () => {
    void change("DELETE", "/faults", {}, "No fault is armed any more");
  });

  /** @param {FaultState[]} faults */
  return function show(faults) {
    find("disarm", HTMLButtonElement).disabled = faults.length === 0;
    keep(find("faults", HTMLElement), faults, {
      key: ({ id }) => id,
      create: () => el("li", {}, el("span"), el("span", { class: "quiet digits" })),
      update(row, { spec, fired }) {
        const [what, how] = row.children;
        const all = spec.match?.times ?? 1;
        if (what) setText(what, wordsOf(spec.kind));
        if (how)
          setText(how, fired >= all ? `done, happened ${fired} of ${all}` : `armed, happened ${fired} of ${all}`);
        row.classList.toggle("done", fired >= all);
      },
    });
  };
}

/** @param {string} kind */
function wordsOf(kind) {
  return kinds.find(([value]) => value === kind)?.[1] ?? kind;
}
