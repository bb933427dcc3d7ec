// The kill matrix for people: a line for each kill while it runs, and a table at the end.
import type { KillReport } from "./life";
import { OPERATIONS, PHASES, VICTIMS } from "./plan";

export function line(report: KillReport, number: number, planned: number, seed: number): string {
  const { life, operation, victim, phase, at, runs } = report;
  const good = runs === 0 ? "killed again" : `${runs} run${runs === 1 ? "" : "s"}, ok`;
  const count = String(number).padStart(String(planned).length);
  return `${count}/${planned} seed ${seed} life ${life.number} ${life.dialect} · ${operation}${life.abandoned ? ", abandoned" : ""} · ${victim} · ${at} ${phase} → ${good}`;
}

export function table(reports: readonly KillReport[]): string {
  const rows = OPERATIONS.flatMap((operation) =>
    VICTIMS.map((victim) => {
      const of = (phase: string) =>
        reports.filter((one) => one.operation === operation && one.victim === victim && one.phase === phase).length;
      const counts = PHASES.map((phase) => String(of(phase)).padStart(9));
      return `${operation.padEnd(9)}${victim.padEnd(9)}${counts.join("")}`;
    }),
  );
  const head = `${"".padEnd(18)}${PHASES.map((phase) => phase.padStart(9)).join("")}`;
  const runs = [0, 1, 2, 3, 4].map((count) => [count, reports.filter((one) => one.runs === count).length] as const);
  const needed = runs.filter(([, kills]) => kills > 0).map(([count, kills]) => describe(count, kills));
  return [head, ...rows, `${reports.length} kills; made good by ${needed.join(", ")}`].join("\n");
}

function describe(runs: number, kills: number): string {
  return runs === 0 ? `a run that was killed as well: ${kills}` : `${runs} run${runs === 1 ? "" : "s"}: ${kills}`;
}
