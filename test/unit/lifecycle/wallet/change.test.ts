// Updating, refreshing and deleting a wallet.
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { seedIds } from "../../../../provider/sandbox";
import {
  CheckFailed,
  failure,
  type Managed,
  type Mishap,
  plainCard,
  type World,
  type WorldOptions,
  world,
} from "../../../support/lifecycleWorld";

const plain = { providerId: seedIds.personalProvider, name: "Ads" };

async function made(declared: object = {}, options: WorldOptions = {}): Promise<{ w: World; wallet: Managed }> {
  const w = await world(options);
  const wallet = w.wallet();
  await wallet.up({ ...plain, ...declared });
  w.newRun();
  return { w, wallet };
}

/** A dialect that shows no fees. */
const withoutFees: WorldOptions = {
  issuer: (real: CardIssuer): CardIssuer => ({
    ...real,
    getWallet: async (id, call) => {
      const { fees: _, ...wallet } = await real.getWallet(id, call);
      return wallet;
    },
  }),
};

describe("update", () => {
  it("renames, and sees the name", async () => {
    const { w, wallet } = await made();
    await wallet.up({ ...plain, name: "Renamed" });
    expect(w.writes).toEqual(["updateWallet"]);
    expect(w.walletOf(wallet.id).name).toBe("Renamed");
  });

  it("changes fees and keeps a name somebody gave it meanwhile", async () => {
    const { w, wallet } = await made({ fees: { cardTransactions: { percent: "1" } } });
    await w.issuer.updateWallet(wallet.id, { name: "By hand" }, {});
    await w.clock.advance(1_000);
    w.newRun();
    await wallet.up({ ...plain, fees: { cardTransactions: { percent: "2" } } });
    expect(w.walletOf(wallet.id).name).toBe("By hand");
    expect((await w.issuer.getWallet(wallet.id, {})).fees?.cardTransactions).toMatchObject({ percent: "2" });
  });

  it.each([
    ["2.5", "2.50"],
    ["2.5", 2.5],
    ["0.10", "0.1"],
  ])("a percentage of %s is one of %s: nothing to do", async (before, after) => {
    const { w, wallet } = await made({ fees: { cardTransactions: { percent: before } } });
    expect(await wallet.up({ ...plain, fees: { cardTransactions: { percent: after } } })).toBe("same");
    expect(w.writes).toEqual([]);
  });

  it("a fee that the API does not show is sent all the same when it changes", async () => {
    const { w, wallet } = await made({ fees: { cardTransactions: { percent: "1" } } }, withoutFees);
    await wallet.up({ ...plain, fees: { cardTransactions: { percent: "2" } } });
    expect(w.count("updateWallet")).toBe(1);
  });

  it("BIN directions are sent when they change, though nobody can read them back", async () => {
    const direction = (bin: string) => ({ binDirections: [{ categoryId: seedIds.advertising, binIds: [bin] }] });
    const { w, wallet } = await made(direction(seedIds.visaBin));
    expect(await wallet.up({ ...plain, ...direction(seedIds.visaBin) })).toBe("same");
    await wallet.up({ ...plain, ...direction(seedIds.mastercardBin) });
    expect(w.count("updateWallet")).toBe(1);
  });

  it.each([
    [false, "deactivate", "inactive"],
    [true, "activate", "active"],
  ] as const)("active: %s is brought about and waited for", async (active, write, status) => {
    const { w, wallet } = await made({ active: !active }, { latency: { statusChangeMs: 8_000 } });
    await wallet.up({ ...plain, active });
    expect(w.writes).toEqual([write]);
    expect(w.walletOf(wallet.id).status).toBe(status);
  });

  it("active is not managed when it is not declared", async () => {
    const { w, wallet } = await made();
    w.control.setWalletStatus(wallet.id, "inactive");
    await wallet.up({ ...plain, name: "Renamed" });
    expect(w.writes).toEqual(["updateWallet"]);
    expect(w.walletOf(wallet.id).status).toBe("inactive");
  });

  it("a change that does not show in time is an error, and the next run sends it again", async () => {
    let deaf = false;
    const { w, wallet } = await made(
      {},
      {
        issuer: (real) => ({
          ...real,
          updateWallet: async (id, change, call) => {
            if (!deaf) await real.updateWallet(id, change, call);
          },
        }),
      },
    );
    deaf = true;
    // Where the time limit ends before it could show, nothing is known about it yet; what was waited for is said.
    const early = await failure(wallet.up({ ...plain, name: "Renamed" }, { seconds: 10 }));
    expect(early).toMatchObject({ code: "wait_timeout", partial: true });
    expect(early.message).toContain("old values");
    w.newRun();
    expect(await failure(wallet.up({ ...plain, name: "Renamed" }))).toMatchObject({
      code: "not_applied",
      partial: true,
    });
    deaf = false;
    w.newRun();
    await wallet.up({ ...plain, name: "Renamed" });
    expect(w.walletOf(wallet.id).name).toBe("Renamed");
  });

  it.each<[string, Mishap, string]>([
    ["after the commit", { kind: "drop-after-commit" }, "update"],
    ["before the commit", { kind: "refuse-before" }, "outcome_unknown"],
  ])("a reply lost %s is not sent again in that run", async (_, fault, outcome) => {
    const { w, wallet } = await made();
    w.mishap("updateWallet", fault);
    const step = wallet.up({ ...plain, name: "Renamed" });
    expect(outcome === "update" ? await step : (await failure(step)).code).toBe(outcome);
    expect(w.count("updateWallet")).toBe(1);
  });

  it("a failed update that is taken back restores the wallet", async () => {
    const { w, wallet } = await made({ active: true });
    w.mishap("deactivate", { kind: "status-before", status: 409 });
    expect((await failure(wallet.up({ ...plain, name: "Renamed", active: false }))).partial).toBe(true);
    expect(w.walletOf(wallet.id).name).toBe("Renamed");
    w.newRun();
    await wallet.up({ ...plain, active: true });
    expect(w.walletOf(wallet.id)).toMatchObject({ name: "Ads", status: "active" });
    expect(wallet.outputs).not.toHaveProperty("unfinished");
  });
});

describe("what the API has no way back from is refused in check", () => {
  const refused = async (before: object, after: object): Promise<string[]> => {
    const { wallet } = await made(before);
    const error: unknown = await wallet.up({ ...plain, ...after }).catch((problem: unknown) => problem);
    return error instanceof CheckFailed ? error.paths : [];
  };

  it("another provider", async () => {
    expect(await refused({}, { providerId: seedIds.sharedProvider })).toEqual(["providerId"]);
  });

  it("fees taken away, one or all", async () => {
    const fees = { cardTransactions: { percent: "1" }, topUpsAllocation: { percent: "1" } };
    expect(await refused({ fees }, {})).toEqual(["fees.cardTransactions", "fees.topUpsAllocation"]);
    expect(await refused({ fees }, { fees: { topUpsAllocation: { percent: "1" } } })).toEqual([
      "fees.cardTransactions",
    ]);
  });

  it("BIN directions taken away", async () => {
    const binDirections = [{ categoryId: seedIds.advertising, binIds: [seedIds.visaBin] }];
    expect(await refused({ binDirections }, {})).toEqual(["binDirections"]);
    expect(await refused({ binDirections }, { binDirections: [] })).toEqual(["binDirections"]);
  });
});

describe("refresh", () => {
  it("without drift nothing of the record changes", async () => {
    const { wallet } = await made({ fees: { cardTransactions: { percent: "2.5" } }, active: true });
    const { recorded } = wallet;
    await wallet.refresh();
    expect(wallet.recorded).toEqual(recorded);
  });

  it("shows drift of name, fees and activity, and `up` undoes it", async () => {
    const declared = { ...plain, fees: { cardTransactions: { percent: "2.5" } }, active: true };
    const { w, wallet } = await made(declared);
    await w.issuer.updateWallet(wallet.id, { name: "By hand", fees: { cardTransactions: { percent: "9" } } }, {});
    await w.clock.advance(1_000);
    w.control.setWalletStatus(wallet.id, "inactive");
    await wallet.refresh();
    expect(wallet.inputs).toMatchObject({
      name: "By hand",
      fees: { cardTransactions: { percent: "9" } },
      active: false,
    });
    expect(wallet.inputs.fees).not.toHaveProperty("cardTransactions.inherited");
    w.newRun();
    expect(await wallet.up(declared)).toBe("update");
    expect(w.walletOf(wallet.id)).toMatchObject({ name: "Ads", status: "active" });
  });

  it("undeclared fees and activity stay undeclared", async () => {
    const { w, wallet } = await made();
    const { inputs } = wallet;
    w.control.setWalletStatus(wallet.id, "inactive");
    await wallet.refresh();
    expect(wallet.inputs).toEqual(inputs);
    expect(wallet.outputs.status).toBe("inactive");
  });

  it("fees that are not shown keep their recorded value", async () => {
    const { wallet } = await made({ fees: { cardTransactions: { percent: "2.5" } } }, withoutFees);
    await wallet.refresh();
    expect(wallet.inputs.fees).toEqual({ cardTransactions: { percent: "2.5" } });
  });

  it("one that failed in creation is gone", async () => {
    const { w, wallet } = await made();
    w.control.setWalletStatus(wallet.id, "creating_failed");
    expect(await wallet.refresh()).toBe("gone");
  });

  it("a 404 while the list still has it is no proof", async () => {
    const { w, wallet } = await made();
    w.sandbox.faults.add({ kind: "status-before", status: 404, match: { path: `/wallets/${wallet.id}$`, times: 3 } });
    expect((await failure(wallet.refresh())).code).toBe("protocol_error");
    expect(wallet.recorded).toBeDefined();
  });

  it("a 404 and a list without it is proof", async () => {
    const { w, wallet } = await made();
    Object.assign(wallet, { recorded: { ...wallet.recorded, id: "99999999-9999-4999-8999-999999999999" } });
    w.newRun();
    expect(await wallet.refresh()).toBe("gone");
  });
});

describe("delete", () => {
  it("deactivates, and waits for it", async () => {
    const { w, wallet } = await made({}, { latency: { statusChangeMs: 8_000 } });
    const { id } = wallet;
    await wallet.destroy();
    expect(w.writes).toEqual(["deactivate"]);
    expect(w.walletOf(id).status).toBe("inactive");
  });

  it.each(["active", "frozen", "creating", "blocked"] as const)("is refused while a card is %s", async (status) => {
    const { w, wallet } = await made();
    const card = w.control.seedCard({ walletId: wallet.id, holderId: "ada", name: "x", status });
    const { code, message } = await failure(wallet.destroy());
    expect(code).toBe("live_cards_remain");
    expect(message).toContain(card);
    expect(w.writes).toEqual([]);
  });

  it.each(["closed", "creating_failed", "expired"] as const)("is not held up by a card that is %s", async (status) => {
    const { w, wallet } = await made();
    w.control.seedCard({ walletId: wallet.id, holderId: "ada", name: "x", status });
    await wallet.destroy();
    expect(w.writes).toEqual(["deactivate"]);
  });

  it("is not held up by a card that the list still calls live though it is closed", async () => {
    const { w, wallet } = await made();
    w.control.seedCard({ walletId: wallet.id, holderId: "ada", name: "x", status: "closed" });
    const { listCards } = w.issuer;
    Object.assign(w.issuer, {
      listCards: async (...request) => (await listCards(...request)).map((card) => ({ ...card, status: "active" })),
    } satisfies Partial<CardIssuer>);
    await wallet.destroy();
    expect(w.writes).toEqual(["deactivate"]);
  });

  it("reports a balance that stays", async () => {
    const { w, wallet } = await made();
    w.control.fundWallet(wallet.id, "12.00");
    await wallet.destroy();
    expect(w.warnings()).toEqual([expect.stringContaining("12.00")]);
  });

  it("one that is inactive already is nothing to do", async () => {
    const { w, wallet } = await made();
    w.control.setWalletStatus(wallet.id, "inactive");
    await wallet.destroy();
    expect(w.writes).toEqual([]);
  });

  it("`retain` sends nothing", async () => {
    const { w, wallet } = await made({ deletionPolicy: "retain" });
    await wallet.destroy();
    expect(w.sandbox.journal.count()).toBe(0);
  });

  it.each<[string, Mishap, boolean]>([
    ["after the commit", { kind: "drop-after-commit" }, true],
    ["before the commit", { kind: "refuse-before" }, false],
  ])("a reply lost %s is not sent again", async (_, fault, ends) => {
    const { w, wallet } = await made();
    w.mishap("deactivate", fault);
    const outcome = await wallet.destroy().catch((error: { code: string }) => error.code);
    expect(outcome).toBe(ends ? undefined : "outcome_unknown");
    expect(w.count("deactivate")).toBe(1);
  });

  it("of a wallet whose last change failed does deactivate it: it may well be active", async () => {
    let shown: string | undefined;
    const { w, wallet } = await made(
      {},
      {
        issuer: (real) => ({
          ...real,
          getWallet: async (id, call) => {
            const wallet = await real.getWallet(id, call);
            return shown === undefined ? wallet : { ...wallet, status: shown };
          },
          deactivateWallet: async (id, call) => {
            await real.deactivateWallet(id, call);
            shown = undefined;
          },
        }),
      },
    );
    shown = "active_changing_failed";
    await wallet.destroy();
    expect(w.writes).toEqual(["deactivate"]);
  });

  it("by a forced replacement touches nothing: the new one is the same wallet", async () => {
    const w = await world();
    const wallet = w.wallet();
    const declared = { providerId: seedIds.personalProvider };
    await wallet.up(declared);
    const { id } = wallet;
    w.newRun();
    await wallet.up(declared, { replace: true });
    expect(wallet.id).toBe(id);
    expect(w.writes).toEqual([]);
    expect(w.walletOf(id).status).toBe("active");
  });
});

it("a wallet that is not found is not changed, and refresh is named", async () => {
  const { w, wallet } = await made();
  w.sandbox.faults.add({ kind: "status-before", status: 404, match: { path: `/wallets/${wallet.id}$`, times: 3 } });
  expect(await failure(wallet.up({ ...plain, name: "Renamed" }))).toMatchObject({ code: "not_found", partial: true });
  expect(w.writes).toEqual([]);
});

it("cards can be issued in it right away", async () => {
  const { w, wallet } = await made();
  w.control.fundWallet(wallet.id, "100.00");
  await w.card().up({ ...plainCard, walletId: wallet.id });
  expect(w.count("issue")).toBe(1);
});
