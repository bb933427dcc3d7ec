// Fault matrix, merchant dialect.
import { expect, test } from "vitest";
import { Hosts } from "../support/hostStack";
import { onHost } from "./cell";
import { matrix } from "./matrix";
import { card, MERCHANT, seed } from "./merchant";

matrix(MERCHANT);

test("PATCH of a card is no row: no resource causes it, even where the API would have it", async () => {
  const hosts = new Hosts();
  const changed = card({ limits: { daily: "70.00" } });
  const row = {
    dialect: "merchant",
    write: "change card",
    route: "PATCH /accounts/{account_uuid}/cards/{card_uuid}",
  } as const;
  try {
    const patchable = {
      ...row,
      sandbox: { behaviour: { merchantCardUpdate: "patch" } },
      seed,
      program: changed,
      end: {},
    } as const;
    await onHost(hosts, patchable, {}, async ({ sandbox, up }) => {
      expect(await up(card())).toEqual([]);
      const asked = sandbox.journal.list().length;
      expect(await up(changed)).toEqual(["check"]);
      expect(sandbox.journal.list().length).toBe(asked);
    });
  } finally {
    hosts.close();
  }
});
