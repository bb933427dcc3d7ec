// The fault matrix as a table at the end of a run: every cell notes its result in one file, which is printed when all are through.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node" with { "resolution-mode": "import" };

declare module "vitest" {
  interface ProvidedContext {
    /** The file that collects the results. */
    faultTable: string;
  }
}

interface Noted {
  readonly row: string;
  readonly column: string;
  readonly result: string;
}

export function note(file: string, noted: Noted): void {
  appendFileSync(file, `${JSON.stringify(noted)}\n`);
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "fourpay-faults-"));
  const file = join(folder, "results");
  writeFileSync(file, "");
  project.provide("faultTable", file);
  return () => {
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
    rmSync(folder, { recursive: true });
    if (lines.length > 0) process.stdout.write(table(lines.map((line) => JSON.parse(line) as Noted)));
  };
}

function table(noted: readonly Noted[]): string {
  const columns = [...new Set(noted.map(({ column }) => column))].toSorted();
  const rows = [...new Set(noted.map(({ row }) => row))].toSorted();
  const results = new Map(noted.map(({ row, column, result }) => [JSON.stringify([row, column]), result]));
  const width = Math.max(...rows.map((row) => row.length));
  const line = (row: string) =>
    [
      row.padEnd(width),
      ...columns.map((column) => (results.get(JSON.stringify([row, column])) ?? "").padStart(3)),
    ].join("");
  return [
    "",
    `Fault matrix: runs of \`up\` needed, ${noted.length} cells; nothing: does not apply, failed or not run.`,
    ...columns.map((column, at) => `${" ".repeat(width)}${"  |".repeat(at)}  ${column}`),
    ...rows.map(line),
    "",
  ].join("\n");
}
