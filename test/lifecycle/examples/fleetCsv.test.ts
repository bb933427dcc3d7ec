// The fleet example, as its README tells it.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configure, openExample, staysAndEnds } from "../../support/example";

test("a programme from a file: issued, edited, and guarded against a file that lost its rows", async () => {
  const stack = await openExample("fleet-csv");
  const data = join(stack.folder, "cards.csv");
  const text = await readFile("examples/fleet-csv/cards.csv", "utf8");
  await writeFile(data, text);
  await configure(stack, { data });

  await stack.up();
  expect(stack.openCards).toHaveLength(40);
  expect(stack.sandbox.control.snapshot().holders).toHaveLength(10);
  expect(stack.openCards.filter(({ status }) => status === "frozen")).toHaveLength(10);
  expect((await stack.up()).requests).toEqual([]);

  const [header = "", ...rows] = text.trim().split("\n");
  await writeFile(data, [header, ...rows.toReversed()].join("\n"));
  expect((await stack.up()).requests).toEqual([]);

  await writeFile(data, text.replaceAll(",50.00,", ",60.00,"));
  const edited = await stack.preview();
  expect(edited.steps[0]?.diffs).toHaveLength(10);
  expect((await stack.up()).writes).toHaveLength(10);

  await writeFile(data, [header, ...rows.slice(0, 20)].join("\n"));
  expect((await stack.expectFail("up", "refused")).writes).toEqual([]);
  stack.setEnv({ FOURPAY_MAX_CLOSURES: "40" });
  await stack.up();
  expect(stack.openCards).toHaveLength(20);
  await staysAndEnds(stack);
});
