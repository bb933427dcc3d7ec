/** The report for a terminal. Colours only where the caller says that somebody sees them. */
import pc from "picocolors";
import type { ChangeRow, CurrencyView, Figure, Row, View } from "./view";
import { plain } from "./words";

const MOST_ROWS = 12;

export function asTerminal(view: View, colours: boolean): string {
  const paint = pc.createColors(colours);
  const lines = [
    paint.bold(view.title),
    ...(view.happenings.length === 0 ? [] : [view.happenings.map(({ text }) => text).join(" · ")]),
    ...view.currencies.flatMap((currency) => ofCurrency(currency, view.form, paint)),
    ...(view.spend.length === 0
      ? []
      : ["", paint.bold(`Taken from wallets at once: ${view.spendTotal || "not told"}`)]),
    ...limited(view.spend, ({ wallet, text }) => `  ${plain(wallet)}: ${text}`),
    ...(view.idle.length === 0 ? [] : ["", paint.bold("Spend nothing as they stand, and count as 0.00")]),
    ...limited(view.idle, ({ name, why, holder }) => `  ${plain(name)}  ${why}  ${paint.dim(plain(holder))}`),
    ...(view.notes.length === 0 ? [] : ["", ...view.notes.map((note) => paint.yellow(`! ${note}`))]),
    ...(view.verdicts.length === 0 ? [] : ["", paint.bold("Gates"), ...verdictLines(view, paint)]),
  ];
  return `${lines.join("\n")}\n`;
}

type Paint = ReturnType<typeof pc.createColors>;

function ofCurrency(
  { currency, figures, wallets, holders, largest, warnings, notes }: CurrencyView,
  form: string,
  paint: Paint,
): string[] {
  const standing = form === "state";
  const table = (title: string, rows: readonly Row[]) => [
    "",
    paint.bold(title) + paint.dim("  (monthly limits)"),
    ...columns(
      rows
        .slice(0, MOST_ROWS)
        .map(({ name, before, after, change, cards }) => [
          plain(name, 40),
          ...(standing ? [after] : [before, "→", after, change]),
          `${cards} ${cards === "1" ? "card" : "cards"}`,
        ]),
    ),
    ...more(rows.length),
  ];
  return [
    "",
    paint.bold(paint.cyan(currency)),
    ...columns(figures.map((figure) => figureCells(figure, standing, paint))),
    ...warnings.map((warning) => paint.yellow(`  ! ${warning}`)),
    ...notes.map((note) => paint.dim(`  ${note}`)),
    ...(wallets.length === 0 ? [] : table("Wallets", wallets)),
    ...(holders.length === 0 ? [] : table("Holders", holders)),
    ...(largest.length === 0 ? [] : ["", paint.bold("Largest changes"), ...columns(largest.map(changeCells))]),
  ];
}

function figureCells({ label, before, after, change, direction }: Figure, standing: boolean, paint: Paint): string[] {
  if (standing) return [label, after];
  const colour = direction === "up" ? paint.red : direction === "down" ? paint.green : paint.dim;
  return [label, before, "→", after, colour(change)];
}

function changeCells({ name, what, wallet, before, after }: ChangeRow): string[] {
  return [plain(name, 40), before, "→", after, what, plain(wallet, 30)];
}

function verdictLines({ verdicts }: View, paint: Paint): string[] {
  return verdicts.flatMap(({ gate, allowed, actual, verdict, why }) => [
    `  ${verdict === "holds" ? paint.green("holds    ") : paint.red(verdict.padEnd(9))}  ${plain(gate)} ${allowed}: ${actual}`,
    ...why.map((reason) => `             ${plain(reason, 200)}`),
  ]);
}

/** Cells below each other; amounts and counts are as wide as the widest. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell));
  return rows.map((row) => {
    const cells = row.map((cell, index) => {
      const space = " ".repeat((widths[index] ?? 0) - width(cell));
      return index > 0 && /^[−≤\d–]/.test(cell) ? space + cell : cell + space;
    });
    return `  ${cells.join("  ")}`.trimEnd();
  });
}

/** Without what colours add. */
function width(cell: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  return [...cell.replace(/\u001b\[\d+m/g, "")].length;
}

function limited<T>(items: readonly T[], line: (item: T) => string): string[] {
  return [...items.slice(0, MOST_ROWS).map(line), ...more(items.length)];
}

function more(all: number): string[] {
  return all > MOST_ROWS ? [`  … and ${(all - MOST_ROWS).toLocaleString("en-US")} more (--format json lists all)`] : [];
}
