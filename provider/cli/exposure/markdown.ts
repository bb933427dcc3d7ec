/** The report as a comment on a pull request: the figures in sight, the rest folded, never longer than such a comment may be. */
import type { ChangeRow, Row, View } from "./view";
import { plain } from "./words";

/** What platforms take is somewhat more. */
const LONGEST = 60_000;
const MOST_ROWS = 20;
const MOST_CURRENCIES = 12;
/** By which a pipeline finds its comment again, to write over it. */
export const MARKER = "<!-- fourpay-exposure -->";

export function asMarkdown(view: View): string {
  const head = [
    `${MARKER}\n${heading(view)}`,
    ...headline(view),
    ...verdictLines(view),
    ...view.notes.slice(0, MOST_ROWS).map((note) => `> ${text(note)}`),
  ];
  const folded = [
    ...view.currencies.flatMap(({ currency, largest }) =>
      fold(`Largest changes${suffix(view, currency)}`, largest.length, changeTable(largest)),
    ),
    ...view.currencies.flatMap((one) =>
      fold(`Wallets${suffix(view, one.currency)}`, one.wallets.length, shareTable(one.wallets, view.form)),
    ),
    ...view.currencies.flatMap((one) =>
      fold(`Holders${suffix(view, one.currency)}`, one.holders.length, shareTable(one.holders, view.form)),
    ),
    ...fold("Taken from wallets at once", view.spend.length, spendLines(view)),
    ...fold("Spend nothing as they stand", view.idle.length, idleLines(view)),
  ];
  return fitting([...head, ...folded]);
}

/** Whole sections are left out where they do not fit, the last ones first. */
function fitting(sections: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  const left = "\n\n_Some details are left out for their length; `--format json` has all of them._\n";
  for (const section of sections) {
    if (length + section.length + 2 + left.length > LONGEST) return kept.join("\n\n") + left;
    kept.push(section);
    length += section.length + 2;
  }
  return `${kept.join("\n\n")}\n`;
}

function heading({ title, happenings }: View): string {
  const what =
    happenings.length === 0
      ? ""
      : `\n\n${happenings.map(({ text: words }) => `**${words.replace(/^(\S+) /, "$1** ")}`).join(" · ")}`;
  return `### Card exposure: ${title.toLowerCase()}${what}`;
}

function headline({ currencies: all, form, spendTotal }: View): string[] {
  const standing = form === "state";
  const currencies = all.slice(0, MOST_CURRENCIES);
  const others = all.length - currencies.length;
  const lines = currencies.flatMap(({ currency, figures }) =>
    figures.map(({ label, before, after, change, direction }) => {
      const what = label.startsWith("cards") ? `${label} (${currency})` : `${label}, ${currency}`;
      const arrow = direction === "up" ? "🔺 " : direction === "down" ? "🔻 " : "";
      return standing ? `| ${what} | ${after} |` : `| ${what} | ${before} | **${after}** | ${arrow}${change} |`;
    }),
  );
  const table = standing
    ? ["| | now |", "|---|--:|", ...lines]
    : ["| | before | after | change |", "|---|--:|--:|--:|", ...lines];
  const spent = spendTotal === "" ? [] : [`Taken from wallets at once: **${spendTotal}**`];
  const notes = currencies.flatMap(({ currency, warnings, notes: own }) => [
    ...warnings.map((warning) => `> **${currency}**: ${text(warning)}`),
    ...own.map((note) => `> ${currency}: ${text(note)}`),
  ]);
  const rest = others > 0 ? [`> and ${others} more currencies`] : [];
  return [...(lines.length === 0 ? [] : [table.join("\n")]), ...rest, ...spent, ...notes];
}

function verdictLines({ verdicts }: View): string[] {
  if (verdicts.length === 0) return [];
  const sign = { holds: "✅", exceeded: "❌", undecided: "❔" };
  // What does not hold stands first.
  const ordered = [
    ...verdicts.filter(({ verdict }) => verdict !== "holds"),
    ...verdicts.filter(({ verdict }) => verdict === "holds"),
  ];
  const lines = ordered.slice(0, MOST_ROWS).map(({ gate, allowed, actual, verdict, why }) => {
    const reason = why.length === 0 ? "" : ` (${why.slice(0, 5).map(text).join("; ")})`;
    return `- ${sign[verdict]} ${code(gate)} ${allowed}: **${actual}**, ${verdict}${reason}`;
  });
  return [[...lines, ...more(verdicts.length)].join("\n")];
}

function fold(summary: string, length: number, lines: readonly string[]): string[] {
  if (length === 0) return [];
  return [`<details><summary>${summary}</summary>\n\n${lines.join("\n")}\n\n</details>`];
}

function changeTable(changes: readonly ChangeRow[]): string[] {
  return [
    "| card | what | a month before | after | wallet | holder |",
    "|---|---|--:|--:|---|---|",
    ...changes.map(
      ({ name, what, before, after, wallet, holder }) =>
        `| ${code(name)} | ${what} | ${before} | ${after} | ${code(wallet)} | ${code(holder)} |`,
    ),
  ];
}

function shareTable(rows: readonly Row[], form: string): string[] {
  const shown = rows.slice(0, MOST_ROWS);
  const standing = form === "state";
  const head = standing
    ? ["| | a month | cards |", "|---|--:|--:|"]
    : ["| | a month before | after | change | cards |", "|---|--:|--:|--:|--:|"];
  const lines = shown.map(({ name, before, after, change, cards }) =>
    standing
      ? `| ${code(name)} | ${after} | ${cards} |`
      : `| ${code(name)} | ${before} | ${after} | ${change} | ${cards} |`,
  );
  return [...head, ...lines, ...more(rows.length)];
}

function spendLines({ spend }: View): string[] {
  return [
    ...spend.slice(0, MOST_ROWS).map(({ wallet, text: words }) => `- ${code(wallet)}: ${words}`),
    ...more(spend.length),
  ];
}

function idleLines({ idle }: View): string[] {
  return [
    ...idle.slice(0, MOST_ROWS).map(({ name, why, holder }) => `- ${code(name)} ${why} (${code(holder)})`),
    ...more(idle.length),
  ];
}

function more(all: number): string[] {
  return all > MOST_ROWS ? ["", `… and ${(all - MOST_ROWS).toLocaleString("en-US")} more`] : [];
}

function suffix({ currencies }: View, currency: string): string {
  return currencies.length > 1 ? `, ${currency}` : "";
}

/** Names in code spans mean nothing to Markdown: no link, no mention, no picture. */
function code(name: string): string {
  const shown = plain(name).replaceAll("`", "'").replaceAll("|", "¦");
  return shown === "" ? "" : `\`${shown}\``;
}

/** Our own sentences, which may hold names. */
function text(sentence: string): string {
  return sentence.replace(/[\\`*_{}[\]<>#|@!]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
