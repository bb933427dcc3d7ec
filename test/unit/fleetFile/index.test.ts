import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { expect, it, onTestFinished } from "vitest";
import { loadFleet } from "../../../provider/fleetFile";
import { refusal } from "./support";

async function fileOf(name: string, bytes: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fourpay-fleet-file-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

it.each([
  ["cards.csv", "key,holderId\na,h1\n"],
  ["cards.JSON", '{"a": {"holderId": "h1"}}'],
  ["cards.yaml", "a: {holderId: h1}\n"],
  ["cards.yml", "\ufeffa: {holderId: h1}\n"],
])("the name of %s tells what it holds", async (name, text) => {
  expect(loadFleet(await fileOf(name, text))).toEqual({ a: { holderId: "h1" } });
});

it("the package has it, and what a file holds can be said", async () => {
  expect(fourpay.loadFleet(await fileOf("cards.txt", "key,holderId\na,h1\n"), { format: "csv" })).toEqual({
    a: { holderId: "h1" },
  });
});

it("another ending, a file that is not there and one that is not UTF-8 are refused by name, without the folder", async () => {
  const latin1 = await fileOf("cards.csv", Buffer.from("key,holderId,name\na,h1,M\u00fcller\n", "latin1"));
  for (const [path, words] of [
    [await fileOf("cards.xlsx", ""), "ends with .csv, .json, .yaml or .yml"],
    [join(tmpdir(), "fourpay-nowhere", "cards.csv"), "ENOENT"],
    [latin1, "not UTF-8"],
  ] as const) {
    const error = refusal(() => loadFleet(path));
    expect(error.code).toBe("input_invalid");
    expect(error.message).toContain(words);
    expect(error.message).not.toContain(tmpdir());
  }
});

it("a mistake is one error with the stable code, which says that nothing was changed", async () => {
  const path = await fileOf("cards.csv", "key,holderId,frozen\na,h1,maybe\n");
  const error = refusal(() => loadFleet(path));
  expect(error.code).toBe("input_invalid");
  expect(error.message).toMatch(
    /^cards\.csv has a problem, .*nothing was changed.*\n {2}cards\.csv, row 2, column "frozen": .*\[input_invalid\]$/,
  );
  expect(RunError.isInstance(error)).toBe(true);
  expect(error.stack).toBe(`FourpayError: ${error.message}`);
});
