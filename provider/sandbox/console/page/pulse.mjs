// Requests per second over the last minute, as small bars.
import { find } from "./dom.mjs";

const seconds = 60;
const height = 20;

export function createPulse() {
  const drawing = find("pulse", SVGElement);
  const bars = Array.from({ length: seconds }, (_, at) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    bar.setAttribute("x", String(at));
    bar.setAttribute("width", "0.7");
    drawing.append(bar);
    return bar;
  });
  /** @type {number[]} */
  const perSecond = Array.from({ length: seconds }, () => 0);
  let total = 0;
  let counted = 0;

  function draw() {
    const highest = Math.max(10, ...perSecond);
    perSecond.forEach((value, at) => {
      const size = (value / highest) * height;
      bars[at]?.setAttribute("y", String(height - size));
      bars[at]?.setAttribute("height", String(size));
    });
    drawing.setAttribute("aria-label", `${perSecond.at(-1) ?? 0} requests in the last second`);
  }
  window.setInterval(() => {
    perSecond.shift();
    perSecond.push(total - counted);
    counted = total;
    draw();
  }, 1000);
  draw();

  return {
    /** @param {number} now requests in all */
    count(now) {
      total = now;
    },
    /** @param {number} before requests that came before this page looked */
    begin(before) {
      total = before;
      counted = before;
    },
  };
}
