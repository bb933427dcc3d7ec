/** Which known column an unknown one was probably meant to be. */
import { COLUMNS, KEY_COLUMN } from "./columns";

const MAX_TYPOS = 2;

/** Only where it is obvious: the same letters, the last part of exactly one column, or up to two typing mistakes from exactly one. */
export function nearestColumn(name: string): string | undefined {
  const known = [KEY_COLUMN, ...COLUMNS];
  const wanted = bare(name);
  if (wanted.length < 3) return undefined;
  return (
    only(known.filter((column) => bare(column) === wanted)) ??
    only(known.filter((column) => bare(column.split(".").at(-1) ?? "") === wanted)) ??
    only(known.filter((column) => isTypo(bare(column), wanted)))
  );
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function only(found: readonly string[]): string | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function isTypo(a: string, b: string): boolean {
  const allowed = Math.min(MAX_TYPOS, Math.floor(Math.min(a.length, b.length) / 4));
  return Math.abs(a.length - b.length) <= allowed && typos(a, b) <= allowed;
}

/** How many letters must be added, removed or changed to make one of the other. */
function typos(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
