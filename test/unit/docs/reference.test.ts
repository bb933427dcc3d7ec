// The pages of docs/reference are made from docstrings; what these say of changes is held against what `diff` decides.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CardIssuer } from "../../../provider/api/port";
import { cardLifecycle } from "../../../provider/lifecycle/card";
import { fleetLifecycle } from "../../../provider/lifecycle/fleet";
import { holderLifecycle } from "../../../provider/lifecycle/holder";
import { Run } from "../../../provider/lifecycle/run";
import { walletLifecycle } from "../../../provider/lifecycle/wallet";
import { webhookLifecycle } from "../../../provider/lifecycle/webhook";
import { ERROR_CODES } from "../../../provider/model/errors";

const run = () =>
  new Run({ capabilities: {} } as CardIssuer, { now: () => 0, sleep: () => Promise.resolve() }, () => 0);

const page = (name: string) => readFileSync(`docs/reference/${name}.md`, "utf8");

/** Property and what its page says of a change, from the table of inputs. */
function statedChanges(name: string): [string, string][] {
  const inputs = page(name).split("## Inputs")[1]?.split("\n## ")[0] ?? "";
  return [...inputs.matchAll(/^\| `(\w+)`[^|]*\| (?:[^|\\]|\\.)* \| ([^|]*?) \|/gm)].map(
    ([, property = "", change = ""]) => [property, change],
  );
}

describe.each([
  ["card", cardLifecycle],
  ["card-fleet", fleetLifecycle],
  ["holder", holderLifecycle],
  ["wallet", walletLifecycle],
  ["webhook-config", webhookLifecycle],
] as const)("%s", (name, lifecycle) => {
  const stated = statedChanges(name);

  test("has a table of inputs", () => expect(stated.length).toBeGreaterThan(2));

  test.each(stated)("a change of %s %s, as the page says", (property, change) => {
    const { replaces } = lifecycle.diff(run(), "id", { [property]: "one" }, { [property]: "two" });
    expect(replaces.includes(property)).toBe(change === "replaces");
  });
});

test("every stable code has an entry", () => {
  const entries = [...page("errors").matchAll(/^## (.+)$/gm)].map(([, code]) => code);
  expect(entries).toEqual([...ERROR_CODES]);
});
