/** The bars. They only show what the tables beside them say in words, so readers without sight lose nothing. */
import type { Total } from "../sums";
import type { CurrencyView, Row } from "../view";
import { html, type Markup } from "./escape";

const MOST_SEGMENTS = 6;

interface Segment {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly shown: string;
}

/** Lengths only: what is written beside them is exact. */
function size({ sum }: Total): number {
  return Math.max(0, Number(sum));
}

/** The whole before and after, each wallet a part of it. */
export function wholeChart({ wallets, currency }: CurrencyView, standing: boolean): Markup {
  const segments = segmentsOf(wallets);
  const [before, after] = [sumOf(segments, "before"), sumOf(segments, "after")];
  const widest = Math.max(before, after);
  if (widest === 0) return html``;
  const bar = (side: "before" | "after") => {
    let at = 0;
    const parts = segments.map((segment, index) => {
      const width = (segment[side] / widest) * 1000;
      const x = at;
      at += width;
      return html`<rect class="s${index}" x="${x.toFixed(2)}" y="0" width="${Math.max(0, width - 2).toFixed(2)}" height="34"/>`;
    });
    return html`<div class="stack"><span class="when">${standing ? "now" : side}</span><svg viewBox="0 0 1000 34" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" x="0" y="0" width="1000" height="34"/>${parts}</svg></div>`;
  };
  return html`<figure class="whole">
<figcaption>Monthly limits by wallet, ${currency}</figcaption>
${standing ? html`` : bar("before")}${bar("after")}
<ul class="legend">${segments.map((segment, index) => html`<li><i class="k${index}"></i><span>${segment.name}</span> <b>${segment.shown}</b></li>`)}</ul>
</figure>`;
}

function segmentsOf(rows: readonly Row[]): Segment[] {
  const segments = [...rows]
    .map(({ name, after: shown, monthly: { before, after } }) => ({
      name,
      before: size(before),
      after: size(after),
      shown,
    }))
    .sort((a, b) => b.after - a.after || b.before - a.before);
  const others = segments.slice(MOST_SEGMENTS);
  if (others.length === 0) return segments;
  const rest = { before: sumOf(others, "before"), after: sumOf(others, "after") };
  return [...segments.slice(0, MOST_SEGMENTS), { name: `${others.length} others`, ...rest, shown: "" }];
}

function sumOf(segments: readonly Segment[], side: "before" | "after"): number {
  return segments.reduce((sum, segment) => sum + segment[side], 0);
}

/** One row's share: before above, after below. Without an end where there is no limit. */
export function rowChart({ monthly: { before, after } }: Row, widest: number, standing: boolean): Markup {
  const width = (total: Total) =>
    (widest === 0 ? 0 : (size(total) / widest) * (total.unlimited > 0 ? 800 : 1000)).toFixed(2);
  const open = (total: Total, y: number, height: number) =>
    total.unlimited === 0
      ? html``
      : html`<rect class="open" x="${width(total)}" y="${y}" width="${(1000 - Number(width(total))).toFixed(2)}" height="${height}"/>`;
  const old = standing
    ? html``
    : html`<rect class="was" x="0" y="3" width="${width(before)}" height="6"/>${open(before, 3, 6)}`;
  return html`<svg class="bar" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" x="0" y="11" width="1000" height="10"/>${old}<rect class="is" x="0" y="11" width="${width(after)}" height="10"/>${open(after, 11, 10)}</svg>`;
}

export function widestOf(rows: readonly Row[]): number {
  return Math.max(0, ...rows.flatMap(({ monthly: { before, after } }) => [size(before), size(after)]));
}
