/** What the doctor says, for a person and for a machine. */
import pc from "picocolors";
import { type Check, isHealthy, type Verdict } from "./check";

const SIGNS: Readonly<Record<Verdict, string>> = {
  ok: pc.green("ok       "),
  warning: pc.yellow("warning  "),
  failed: pc.red("failed   "),
  unchecked: pc.dim("unchecked"),
};

export function checkLines(checks: readonly Check[], strict: boolean): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, verdict, says, todo }) => [
    `${SIGNS[verdict]}  ${name.padEnd(width)}  ${says}`,
    ...(todo === undefined ? [] : [`${" ".repeat(width + 13)}${todo}`]),
  ]);
  return [
    ...lines,
    isHealthy(checks, strict) ? "Nothing stands in the way of a run." : "A run would meet what is marked above.",
  ];
}

export function checksAsJson(checks: readonly Check[], strict: boolean): string {
  return JSON.stringify({ healthy: isHealthy(checks, strict), checks }, null, 2);
}
