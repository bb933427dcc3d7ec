/** A fleet as JSON. It is read as the YAML it is as well, which keeps lines, digits and repeated keys, once it is certain to be JSON. */
import { lineCounter } from "./lines";
import type { Problems } from "./problems";
import type { FleetRow } from "./row";
import { treeOf } from "./tree";
import { treeRows } from "./treeRows";

export function jsonRows(text: string, problems: Problems): FleetRow[] {
  // Nothing at all is an empty fleet, not a mistake in JSON.
  if (text.trim() === "") return treeRows(undefined, problems);
  try {
    JSON.parse(text);
  } catch (error) {
    const position = wrongAt(text, error as Error);
    const row = position === undefined ? undefined : lineCounter(text)(position);
    problems.add({ row }, "is not JSON here: a comma too many or too few, a missing quote, or a comment");
    return [];
  }
  const tree = treeOf(text, problems);
  return tree === undefined ? [] : treeRows(tree, problems);
}

/** Everything JSON is made of; a comma only where something follows. */
const TOKEN =
  /\s+|"(?:[^"\\\n\r]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\]:]|,(?!\s*[\]}])/y;

/** The message of `JSON.parse` tells the position of some mistakes only, and shows a piece of the file for the others. */
function wrongAt(text: string, error: Error): number | undefined {
  const token = new RegExp(TOKEN);
  let position = 0;
  while (token.test(text)) position = token.lastIndex;
  const told = /at position (\d+)/.exec(error.message)?.[1];
  const positions = [position < text.length ? position : undefined, told === undefined ? undefined : Number(told)];
  const known = positions.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
