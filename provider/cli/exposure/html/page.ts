/** The report as one page that needs nothing else: no script, no font, no picture from anywhere, and a policy that forbids them. */
import { createHash } from "node:crypto";
import type { Kind } from "../record";
import type { ChangeRow, CurrencyView, Figure, Row, View } from "../view";
import { rowChart, wholeChart, widestOf } from "./charts";
import { html, Markup } from "./escape";
import { STYLE } from "./style";

const MOST_ROWS = 25;
const NONE = html``;

export function asHtml(view: View): string {
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Card exposure: ${view.title}</title>
<style>${STYLE_MARKUP}</style>
</head>
<body>
<svg class="pattern" aria-hidden="true" focusable="false"><defs><pattern id="endless" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="14" height="14"/><path d="M0 0V14"/></pattern></defs></svg>
<main>
<header>
<p class="kicker">Card exposure</p>
<h1>${view.title}</h1>
${chips(view)}
</header>
${notes(view.notes)}
${view.currencies.map((one) => headSection(one, view))}
${gates(view)}
${view.currencies.map((one) => detailSections(one, view))}
${spend(view)}
${idle(view)}
<footer>
<p>Limits are what cards may spend, not what they have spent. Frozen, blocked and expired cards count as 0.00. Currencies are never added up.</p>
<p>“≤” stands before what a card may spend at most by its other limits where it has none for the month.</p>
</footer>
</main>
</body>
</html>
`;
  return page.text;
}

const STYLE_MARKUP = new Markup(STYLE);

const TONES: Readonly<Record<Kind, string>> = {
  issued: "up",
  takenOver: "up",
  moved: "",
  reissued: "warn",
  closed: "down",
  letGo: "warn",
  frozen: "down",
  unfrozen: "up",
  raised: "up",
  lowered: "down",
  changed: "warn",
};

function chips({ happenings }: View): Markup {
  if (happenings.length === 0) return NONE;
  return html`<ul class="chips">${happenings.map(({ kind, text }) => html`<li class="chip ${TONES[kind]}">${text}</li>`)}</ul>`;
}

function gates({ verdicts }: View): Markup {
  if (verdicts.length === 0) return NONE;
  const marks = { holds: "✓", exceeded: "✕", undecided: "?" };
  const lines = verdicts.map(
    ({ gate, allowed, actual, verdict, why }) =>
      html`<li><span class="mark ${verdict}" aria-hidden="true">${marks[verdict]}</span><div><code>${gate} ${allowed}</code>: <b>${actual}</b>, ${verdict}${why.map((reason) => html`<span class="where soft"> ${reason}</span>`)}</div></li>`,
  );
  return html`<section class="card"><h2>Gates</h2><ul class="gates">${lines}</ul></section>`;
}

function notes(texts: readonly string[]): Markup {
  return texts.length === 0 ? NONE : html`<ul class="notes">${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function headSection(one: CurrencyView, view: View): Markup {
  const standing = view.form === "state";
  const [monthly, ...others] = one.figures;
  return html`<section class="card">
${monthly === undefined ? NONE : hero(monthly, one.currency, standing)}
<dl class="facts">${others.map((figure) => fact(figure, standing))}${taken(view)}</dl>
${wholeChart(one, standing)}
${one.notes.map((note) => html`<p class="aside">${note}</p>`)}
</section>
${notes(one.warnings)}`;
}

function detailSections(one: CurrencyView, { form }: View): Markup {
  const standing = form === "state";
  return html`${changes(one)}
${shares("Wallets", one.wallets, one.currency, standing)}
${shares("Holders", one.holders, one.currency, standing)}`;
}

function hero({ before, after, change, direction }: Figure, currency: string, standing: boolean): Markup {
  const from = standing
    ? NONE
    : html`<span class="from">${before}</span><span class="arrow" aria-label="becomes">→</span>`;
  const pill = standing ? NONE : html`<span class="chip ${direction}">${change}</span>`;
  return html`<p class="label">All cards together may spend in a month</p><div class="hero">${from}<span class="to">${after}</span><span class="unit">${currency}</span>${pill}</div>`;
}

function fact({ label, before, after, change }: Figure, standing: boolean): Markup {
  if (standing || change === "unchanged")
    return html`<div><dt>${label}</dt><dd>${after}${standing ? "" : html` <em>unchanged</em>`}</dd></div>`;
  return html`<div><dt>${label}</dt><dd><s>${before} →</s> ${after} <em>${change}</em></dd></div>`;
}

function taken({ spendTotal, currencies }: View): Markup {
  if (spendTotal === "" || currencies.length !== 1) return NONE;
  return html`<div><dt>taken from wallets at once</dt><dd>${spendTotal}</dd></div>`;
}

function changes({ largest, currency, changed }: CurrencyView): Markup {
  if (largest.length === 0) return NONE;
  const rest =
    changed > largest.length
      ? html`<small>the ${largest.length} largest of ${changed.toLocaleString("en-US")}</small>`
      : NONE;
  return html`<section class="card"><h2>What changes${rest}</h2><div class="scroll"><table>
<caption>Largest changes, monthly limits in ${currency}</caption>
<thead><tr><th scope="col">card</th><th scope="col">what</th><th scope="col">wallet, holder</th><th scope="col" class="num">a month before</th><th scope="col" class="num">after</th></tr></thead>
<tbody>${largest.map(changeLine)}</tbody></table></div></section>`;
}

function changeLine({ name, what, kinds, wallet, holder, before, after }: ChangeRow): Markup {
  const [first = "", ...more] = what.split(": ");
  const [kind] = kinds;
  const detail = more.length === 0 ? NONE : html`<span class="where">${more.join(": ")}</span>`;
  return html`<tr><th scope="row">${name}</th><td><span class="chip ${kind === undefined ? "" : TONES[kind]}">${first}</span>${detail}</td><td>${wallet}<span class="where">${holder}</span></td><td class="num soft">${before}</td><td class="num">${after}</td></tr>`;
}

function shares(title: string, rows: readonly Row[], currency: string, standing: boolean): Markup {
  if (rows.length === 0) return NONE;
  const widest = widestOf(rows);
  const head = standing
    ? html`<th scope="col" class="num">a month</th>`
    : html`<th scope="col" class="num">a month before</th><th scope="col" class="num">after</th><th scope="col" class="num">change</th>`;
  const line = (row: Row) => {
    const cells = standing
      ? html`<td class="num">${row.after}</td>`
      : html`<td class="num soft">${row.before}</td><td class="num">${row.after}</td><td class="num ${row.change.startsWith("+") ? "up" : row.change.startsWith("−") ? "down" : "soft"}">${row.change}</td>`;
    return html`<tr><th scope="row">${row.name}</th><td class="bars">${rowChart(row, widest, standing)}</td>${cells}<td class="num">${row.cards}</td></tr>`;
  };
  const left = rows.length - MOST_ROWS;
  return html`<section class="card"><h2>${title}<small>monthly limits, ${currency}</small></h2><div class="scroll"><table>
<caption>${title}: monthly limits in ${currency}</caption>
<thead><tr><th scope="col">name</th><th scope="col" class="bars">${standing ? "" : "before above, after below"}</th>${head}<th scope="col" class="num">cards</th></tr></thead>
<tbody>${rows.slice(0, MOST_ROWS).map(line)}</tbody></table></div>${left > 0 ? html`<p class="soft">… and ${left.toLocaleString("en-US")} more</p>` : NONE}</section>`;
}

function spend({ spend: lines, spendTotal }: View): Markup {
  if (lines.length === 0) return NONE;
  const items = lines
    .slice(0, MOST_ROWS)
    .map(({ wallet, text }) => html`<li><b>${wallet}</b> <span class="soft">${text}</span></li>`);
  return html`<section class="card"><h2>Taken from wallets at once<small>${spendTotal}</small></h2><ul class="plain">${items}</ul></section>`;
}

function idle({ idle: cards }: View): Markup {
  if (cards.length === 0) return NONE;
  const left = cards.length - MOST_ROWS;
  const items = cards
    .slice(0, MOST_ROWS)
    .map(
      ({ name, why, holder }) =>
        html`<li><b>${name}</b> <span class="chip">${why}</span> <span class="soft">${holder}</span></li>`,
    );
  return html`<section class="card"><h2>Spend nothing as they stand<small>${cards.length.toLocaleString("en-US")}, counted as 0.00</small></h2><ul class="plain">${items}</ul>${left > 0 ? html`<p class="soft">… and ${left.toLocaleString("en-US")} more</p>` : NONE}</section>`;
}
