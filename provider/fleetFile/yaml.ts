/** A fleet as YAML. Values are the text that stands there: `1e3`, `0x10` and `1_000` are no amounts, and `0120` is not 80. */
import type { Problems } from "./problems";
import type { FleetRow } from "./row";
import { treeOf } from "./tree";
import { treeRows } from "./treeRows";

export function yamlRows(text: string, problems: Problems): FleetRow[] {
  const before = problems.count;
  const tree = treeOf(text, problems);
  // A file that could not be read is not called empty as well.
  return tree === undefined && problems.count > before ? [] : treeRows(tree, problems);
}
