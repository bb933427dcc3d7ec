// What earlier versions recorded plans to no change with today's code. A release adds its states: `npm run record:states -- 1.2.3`.

import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Deployment } from "@pulumi/pulumi/automation";
import { describe, expect, test } from "vitest";
import { autoCardName } from "../../provider/lifecycle/card/check";
import { autoHolderId } from "../../provider/lifecycle/holder/check";
import { autoWalletName } from "../../provider/lifecycle/wallet/check";
import { DIALECTS, type DialectName, everyResource } from "../support/everyResource";
import { openStack, type TestStack } from "../support/stack";

const FOLDER = "test/lifecycle/states";
const RECORD = process.env.RECORD_STATES;

async function open(dialect: DialectName): Promise<TestStack> {
  const stack = await openStack();
  if (dialect === "merchant") {
    const env = { FOURPAY_API_KEY: stack.sandbox.apiToken, FOURPAY_ORGANIZATION_ID: undefined };
    stack.setEnv({ FOURPAY_DIALECT: "merchant", ...env });
  }
  stack.declare(everyResource[dialect]);
  return stack;
}

const recorded = readdirSync(FOLDER).flatMap((file) => {
  const [, version, dialect] = /^(.+)\.(organization|merchant)\.json$/.exec(file) ?? [];
  return version === undefined ? [] : [{ version, dialect: dialect as DialectName, file: join(FOLDER, file) }];
});

test("there is a recorded state of each dialect", () => {
  expect(new Set(recorded.map(({ dialect }) => dialect))).toEqual(new Set(DIALECTS));
});

describe.each(recorded)("state of $version, $dialect", ({ dialect, file }) => {
  test("plans to no change, and an up sends no write", async () => {
    const stack = await open(dialect);
    await stack.engine.importStack(JSON.parse(await readFile(file, "utf8")) as Deployment);
    const { steps } = await stack.preview();
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.filter(({ op }) => op !== "same")).toEqual([]);
    expect((await stack.up()).writes).toEqual([]);
  });
});

test("names are made as ever, long ones too: others would be renames, and leftovers nobody finds", () => {
  const urn =
    "urn:pulumi:test::app::pulumi-nodejs:dynamic/fourpay:Card::a resource of a name that is longer than ours may be";
  expect([
    autoCardName("", urn, { walletId: "w", holderId: "h", reissue: "2026" }),
    autoWalletName("", urn, { providerId: "p" }),
    autoHolderId("ns", urn),
  ]).toEqual([
    "a-resource-of-a-name-kgzmz6rv7g",
    "a-resource-of-a-name-that-is-ivydsunx2l",
    "a-resource-of-a-name-that-is-longer-tha-plw37lobvy",
  ]);
});

/** Only asked for by `npm run record:states`; otherwise there is nothing to test here. */
if (RECORD !== undefined) {
  test.each(DIALECTS)("records the state of this version, %s", async (dialect) => {
    const stack = await open(dialect);
    await stack.up();
    const state = await stack.engine.exportStack();
    await writeFile(join(FOLDER, `${RECORD}.${dialect}.json`), `${JSON.stringify(state, null, 1)}\n`);
  });
}
