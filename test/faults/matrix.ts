// Turns rows and columns into tests: every cell that makes sense is one.
import { afterAll, inject, test } from "vitest";
import { note } from "../support/faultTable";
import { Hosts } from "../support/hostStack";
import { onHost, type Reference, reference, runCell } from "./cell";
import { COLUMNS } from "./columns";
import type { Row } from "./rows";

/** Cells mostly wait, so all cells of a file run at the same time, as many as Vitest allows (`maxConcurrency`). */
export function matrix(rows: readonly Row[]): void {
  const hosts = new Hosts();
  afterAll(() => hosts.close());

  for (const row of rows) {
    const title = `${row.dialect}: ${row.write}`;
    let known: Promise<Reference> | undefined;
    const cleanRun = () => {
      known ??= reference(hosts, row);
      return known;
    };
    test.concurrent(`${title} (${row.route}) > nothing goes wrong`, async ({ expect }) => {
      expect((await cleanRun()).writes).toContainEqual(expect.stringContaining(`${row.route} `));
    });

    for (const column of COLUMNS.filter(({ creating }) => creating !== true || row.creates === true)) {
      test.concurrent(`${title} > ${column.name}`, async () => {
        const clean = await cleanRun();
        const { ups } = await onHost(hosts, row, column, (field) => runCell(field, row, column, clean));
        note(inject("faultTable"), { row: title, column: column.name, result: String(ups) });
      });
    }
  }
}
