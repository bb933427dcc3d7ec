// Fault matrix, merchant dialect.
import { expect, onTestFinished, test } from "vitest";
import { Hosts } from "../support/hostStack";
import { onHost } from "./cell";
import { matrix } from "./matrix";
import { card, MERCHANT, seed } from "./merchant";

matrix(MERCHANT);

test("PATCH of a card is no row: no resource causes it, even where the API would have it", async () => {
  const hosts = new Hosts();
  onTestFinished(() => hosts.close());
  const patchable = { dialect: "merchant", sandbox: { behaviour: { merchantCardUpdate: "patch" } }, seed } as const;
  const changed = card({ limits: { daily: "70.00" } });
  await onHost(hosts, patchable, {}, async ({ sandbox, up }) => {
    expect(await up(card())).toEqual([]);
    const asked = sandbox.journal.count();
    expect(await up(changed)).toEqual(["check"]);
    expect(sandbox.journal.count()).toBe(asked);
  });
});
