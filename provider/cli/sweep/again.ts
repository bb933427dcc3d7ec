/** The command that closes what a sweep kept out of doubt, ready to be copied into a shell. */
import type { StateOptions } from "./context";

export interface Asked extends StateOptions {
  readonly also: readonly string[];
  /** Minutes. */
  readonly minAge?: number;
}

/** So many ids fit well into one command line. */
const IDS_PER_COMMAND = 50;

export function closeCommands({ stack, state, cwd, also, minAge }: Asked, ids: readonly string[]): string[] {
  const option = (name: string, values: readonly string[]) => values.flatMap((value) => [name, quoted(value)]);
  const same = [
    ...option("--stack", stack),
    ...option("--state", state),
    ...option("--cwd", cwd === "." ? [] : [cwd]),
    ...option("--min-age", minAge === undefined ? [] : [String(minAge)]),
    ...option("--also", also),
  ];
  const commands: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_COMMAND) {
    const some = option("--also", ids.slice(start, start + IDS_PER_COMMAND));
    commands.push(["fourpay", "sweep", ...same, "--close", ...some].join(" "));
  }
  return commands;
}

/** Ids come from the API, names from a person: neither may say anything else to a shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
