// What exists becomes a program and an import file, and afterwards `up` has nothing to do: objects made by hand over HTTP, exported,
// compiled as strictly as the exported project says, imported and run on the real engine.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { seedIds } from "pulumi-fourpay/sandbox";
import { describe, expect, test, vi } from "vitest";
import type { Dialect } from "../../provider/api/port";
import { compile, exportInto, importFrom } from "../support/exported";
import { madeByHand } from "../support/outOfBand";
import { openStack, ROUTES, type RunReport, type TestStack } from "../support/stack";

// Each test starts the engine many times and a compiler besides.
vi.setConfig({ testTimeout: 600_000 });

const ODD_NAMES = [
  'He said "ads"',
  "a\\b`{x}` // */",
  "  spaced  ",
  "Ads; EU",
  "Ads",
  "ads",
  "constructor",
  "=1+1",
  "Команда",
];

async function world(dialect: Dialect): Promise<{ stack: TestStack; ids: readonly string[] }> {
  const stack = await openStack({ dialect });
  const made = ODD_NAMES.map((name, index) => ({
    name,
    holder: `person-${index % 3}`,
    limits: { daily_limit: `${100 + index}.50`, ...(index % 2 === 0 ? {} : { monthly_limit: "900.00" }) },
  }));
  const ids = await madeByHand(stack.sandbox, dialect, [
    ...made,
    { name: "Over", holder: "person-0", limits: { daily_limit: "1.00" } },
  ]);
  stack.sandbox.control.setCardStatus(ids[0] ?? "", "frozen");
  stack.sandbox.control.setCardStatus(ids[9] ?? "", "closed");
  return { stack, ids };
}

function expectNothingDone(report: RunReport): void {
  expect(report.steps.filter(({ op }) => op !== "same" && op !== "refresh")).toEqual([]);
  expect(report.writes).toEqual([]);
}

describe.each<Dialect>(["organization", "merchant"])("%s", (dialect) => {
  test.each(["cards", "fleet"] as const)(
    "as %s: nothing to do after the import, no drift, and destroy closes what was exported",
    async (as) => {
      const { stack, ids } = await world(dialect);
      const other = stack.sandbox.control.seedCard({
        walletId: seedIds.wallet,
        holderId: "person-0",
        name: "Not asked for",
      });
      const before = stack.cards;

      const names = ODD_NAMES.map((name) => name.trim());
      const exported = await exportInto(stack, { as, name: names });
      expect(exported.code, exported.said).toBe(0);
      await importFrom(stack, exported);

      const first = await stack.up();
      expectNothingDone(first);
      expect(first.requests).toEqual([]);
      // Two cards of one wallet have the same name but for case: no fleet can hold both.
      expect(first.steps).toHaveLength(as === "cards" ? 9 + 3 : 2);
      expectNothingDone(await stack.refresh());
      expectNothingDone(await stack.up());
      expect(stack.cards).toEqual(before);

      await importFrom(stack, exported);
      stack.setEnv({ FOURPAY_MAX_CLOSURES: "100" });
      await stack.destroy();
      for (const id of ids) expect(stack.cardById(id).status).toBe("closed");
      expect(stack.openCards.map(({ id }) => id)).toEqual([other]);
    },
  );
});

test("an edited line changes that card and no other, and a line taken away closes it", async () => {
  const { stack, ids } = await world("organization");
  const exported = await exportInto(stack);
  await importFrom(stack, exported);
  await stack.up();

  const file = join(exported.folder, "cards.ts");
  const lines = (await readFile(file, "utf8")).replace('daily: "101.50"', 'daily: "55.00"').split("\n");
  await writeFile(file, lines.filter((line) => !line.includes('name: "Ads; EU"')).join("\n"));
  await compile(exported.folder);

  const report = await stack.up();
  expect(report.writes).toEqual([ROUTES.updateCard, ROUTES.close]);
  expect(stack.cardById(ids[1] ?? "").limits.daily).toBe("55.00");
  expect(stack.cardById(ids[3] ?? "").status).toBe("closed");
});

test("imported into another stack than it was written for: still nothing to do", async () => {
  const { stack } = await world("organization");
  const exported = await exportInto(stack, { stack: "production", name: ["Ads", "Команда"] });
  await importFrom(stack, exported);
  expectNothingDone(await stack.up());
  expectNothingDone(await stack.refresh());
  expectNothingDone(await stack.up());
});

test("protected, kept on destroy, and with their wallet managed", async () => {
  const { stack, ids } = await world("organization");
  const options = {
    protect: true,
    deletionPolicy: "retain",
    wallets: "manage",
    provider: [seedIds.personalProvider],
  } as const;
  const exported = await exportInto(stack, options);
  await importFrom(stack, exported, true);
  expectNothingDone(await stack.up());
  await stack.expectRefused("protect", "destroy");

  for (const name of ["index.ts", "wallets.ts"]) {
    const file = join(exported.folder, name);
    await writeFile(file, (await readFile(file, "utf8")).replaceAll(", { protect: true }", ""));
  }
  await compile(exported.folder);
  expectNothingDone(await stack.up());
  const report = await stack.destroy();
  expect(report.writes).toEqual([]);
  expect(stack.openCards).toHaveLength(ids.length - 1);
  expect(stack.walletById(seedIds.wallet).status).toBe("active");
});
