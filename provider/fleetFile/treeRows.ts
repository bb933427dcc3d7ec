/** Finds the cards in a tree: a map of cards by key, or a list of cards that say their key; groups (`limits`, `holder`) made columns. */
import { COLUMNS, GROUPS, isGroup, KEY_COLUMN } from "./columns";
import { EMPTY, type Problems, unknownColumn } from "./problems";
import type { Cell, FleetRow } from "./row";
import type { MapNode, Node } from "./tree";

const FORM = "a fleet is a map of cards by key, or a list of cards with a `key` each";

export function treeRows(tree: Node | undefined, problems: Problems): FleetRow[] {
  if (tree === undefined || isNothing(tree)) return none(problems, undefined, EMPTY);
  if (tree.kind === "text") return none(problems, tree.row, FORM);
  if (tree.kind === "list") {
    return tree.items.length === 0
      ? none(problems, undefined, EMPTY)
      : tree.items.flatMap((item) => rowOf(item, undefined, problems));
  }
  if (tree.entries.length === 0) return none(problems, undefined, EMPTY);
  const [only] = tree.entries;
  if (tree.entries.length === 1 && only !== undefined && isWrapper(only.key, only.value)) {
    return none(problems, only.key.row, `${FORM}; write the cards without \`cards\` around them`);
  }
  return tree.entries.flatMap(({ key, value }) => rowOf(value, key, problems));
}

function none(problems: Problems, row: number | undefined, reason: string): [] {
  problems.add({ row }, reason);
  return [];
}

/** `cards:` around the fleet, as it stands in a program. */
function isWrapper(key: Node, value: Node): boolean {
  if (key.kind !== "text" || key.text !== "cards") return false;
  if (value.kind === "list") return true;
  return (
    value.kind === "map" && value.entries.every((entry) => entry.value.kind === "map" && !isGroup(nameOf(entry.key)))
  );
}

function rowOf(card: Node, outerKey: Node | undefined, problems: Problems): FleetRow[] {
  const row = outerKey?.row ?? card.row;
  if (card.kind !== "map" && !(outerKey !== undefined && isNothing(card))) {
    return none(problems, row, `is not a card; ${FORM}`);
  }
  const cells = new Map<string, Cell>();
  const ownKey = card.kind === "map" && outerKey === undefined ? keyIn(card) : outerKey;
  const name = ownKey?.kind === "text" ? ownKey.text : undefined;
  // Only what can be a key is shown: something else may be a person.
  const shown = name !== undefined && /^[\w.-]{1,100}$/.test(name) ? name : undefined;
  const path = (column: string) => (shown === undefined ? column : `${shown}.${column}`);
  if (card.kind === "map") collect(card, "", { cells, card: shown, path, skip: outerKey === undefined, problems });
  const key = ownKey?.kind === "text" && !isNothing(ownKey) ? ownKey : undefined;
  return [{ row, key, cells, path }];
}

function keyIn(card: MapNode): Node | undefined {
  return card.entries.find(({ key }) => nameOf(key) === KEY_COLUMN)?.value;
}

interface Collected {
  readonly cells: Map<string, Cell>;
  readonly card: string | undefined;
  readonly path: (column: string) => string;
  /** Whether `key` is the key of the card and no column. */
  readonly skip: boolean;
  readonly problems: Problems;
}

function collect(map: MapNode, prefix: string, into: Collected): void {
  const { cells, card, path, skip, problems } = into;
  const seen = new Set<string>();
  for (const { key, value } of map.entries) {
    const column = `${prefix}${nameOf(key)}`;
    const place = { row: key.row, path: path(column) };
    if (seen.has(column)) problems.add(place, "stands there twice; keep one of them");
    seen.add(column);
    if (column === KEY_COLUMN && skip) continue;
    if (isGroup(column)) collectGroup(column, value, key, into);
    else if (!COLUMNS.has(column)) problems.add({ row: key.row, path: card }, unknownColumn(column));
    else if (value.kind !== "text") problems.add(place, `is a ${value.kind}; a single value is allowed`);
    else if (!isNothing(value)) cells.set(column, value);
  }
}

function collectGroup(group: keyof typeof GROUPS, value: Node, key: Node, into: Collected): void {
  if (value.kind === "map") collect(value, `${group}.`, into);
  else if (!isNothing(value)) {
    const fields = GROUPS[group].join(", ");
    into.problems.add({ row: key.row, path: into.path(group) }, `must hold its properties below it: ${fields}`);
  }
}

function nameOf(key: Node): string {
  return key.kind === "text" ? key.text : "";
}

/** `null`, `~` or no value at all: not given. */
function isNothing(node: Node): boolean {
  return node.kind === "text" && node.unquoted && /^(?:|~|null|Null|NULL)$/.test(node.text);
}
