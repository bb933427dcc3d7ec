// The dialog that changes a card's limits.
import { changeCard } from "./control.mjs";
import { el, find, setText } from "./dom.mjs";
import { limitWords } from "./format.mjs";

/** @typedef {import("../state").CardRow} CardRow */

export function createLimitsDialog() {
  const dialog = find("limits", HTMLDialogElement);
  /** @type {CardRow | undefined} */
  let card;
  const fields = limitWords.map(([key, period]) => {
    const input = el("input", { inputmode: "decimal", pattern: "[0-9]{1,12}([.][0-9]{1,2})?", autocomplete: "off" });
    find("limit-fields", HTMLElement).append(el("label", {}, `Amount ${period}`, input));
    return { key, input };
  });

  find("limits-cancel", HTMLButtonElement).addEventListener("click", () => dialog.close());
  find("limits-form", HTMLFormElement).addEventListener("submit", () => {
    if (card === undefined) return;
    const given = fields.map(({ key, input }) => [key, input.value.trim()]).filter(([, value]) => value !== "");
    void changeCard(
      card.id,
      { limits: Object.fromEntries(given) },
      `${card.name} has other limits now, behind Pulumi’s back`,
    );
  });

  /** @param {CardRow} wanted */
  return (wanted) => {
    card = wanted;
    setText(find("limits-title", HTMLElement), `Limits of ${wanted.name}`);
    for (const { key, input } of fields) input.value = wanted.limits[key] ?? "";
    dialog.showModal();
  };
}
