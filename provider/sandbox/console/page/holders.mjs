// The rows of holders.
import { el, keep, setText } from "./dom.mjs";
import { count } from "./format.mjs";

/** @typedef {import("../state").HolderRow} HolderRow */

/** @param {HolderRow} holder */
const cells = (holder) => [
  `${holder.firstName} ${holder.lastName}`,
  holder.email,
  holder.phone ?? "",
  count(holder.liveCards),
];

/**
 * @param {HTMLElement} body
 * @param {HolderRow[]} holders
 */
export function showHolders(body, holders) {
  keep(body, holders, {
    key: ({ id }) => id,
    create: () =>
      el(
        "tr",
        {},
        el("th", { scope: "row", class: "name" }),
        el("td"),
        el("td", { class: "digits" }),
        el("td", { class: "digits right" }),
      ),
    update(row, holder) {
      const texts = cells(holder);
      [...row.cells].forEach((cell, at) => {
        setText(cell, texts[at] ?? "");
      });
    },
  });
}
