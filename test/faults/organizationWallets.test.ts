// Fault matrix, organization dialect: wallets.
import { expect, test } from "vitest";
import { Hosts } from "../support/hostStack";
import { onHost } from "./cell";
import { matrix } from "./matrix";
import { CREATED_LATE, WALLETS } from "./organization";

matrix(WALLETS);

test("a wallet made after the outcome window is taken over by the next run, also where there are several providers", async () => {
  const hosts = new Hosts();
  try {
    await onHost(hosts, CREATED_LATE, {}, async ({ sandbox, up }) => {
      sandbox.faults.add({ kind: "commit-late", ms: 4_000, match: { route: CREATED_LATE.route } });
      expect(await up(CREATED_LATE.program)).toEqual(["outcome_unknown"]);
      await sandbox.advance(4_000);
      expect(await up(CREATED_LATE.program)).toEqual([]);
      const made = sandbox.control.snapshot().wallets.map(({ name, balance }) => `${name}: ${balance}`);
      expect(made.toSorted()).toEqual(["Ads: 0.00", "Operations: 10000.00"]);
    });
  } finally {
    hosts.close();
  }
});
