// The sandbox clock: it runs by itself or stands still, and can be moved on.
import { change } from "./control.mjs";
import { find, setText } from "./dom.mjs";
import { dateAndTime } from "./format.mjs";

/** @typedef {import("../state").ConsoleState["clock"]} ClockState */

export function createClock() {
  const face = find("clock", HTMLTimeElement);
  /** @type {ClockState | undefined} */
  let clock;

  function draw() {
    if (clock === undefined) return;
    const at = clock.kind === "manual" ? clock.at : Date.now() + clock.aheadMs;
    setText(face, dateAndTime(at) + (clock.kind === "manual" ? ", stands still" : ""));
    face.dateTime = new Date(at).toISOString();
  }
  window.setInterval(draw, 500);
  for (const node of document.querySelectorAll("[data-advance]")) {
    node.addEventListener("click", () => {
      const ms = Number(node.getAttribute("data-advance"));
      void change("POST", "/clock/advance", { ms }, `The clock moved by ${node.textContent?.replace("+", "")}`);
    });
  }

  /** @param {ClockState} now */
  return (now) => {
    clock = now;
    draw();
  };
}
