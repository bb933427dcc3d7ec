// The rungs of closing where something stands in the way: a card that is not ready, an API that refuses, money that is whose?
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import type { Card, Wallet, WalletRules } from "../../../../provider/model/entities";
import { seedIds } from "../../../../provider/sandbox";
import { failure, type Managed, plainCard, type World, world } from "../../../support/lifecycleWorld";

interface Scene {
  readonly w: World;
  readonly card: Managed;
  readonly id: string;
}

/** A declared card, and a run that begins. */
async function declared(more: object = {}): Promise<Scene> {
  const w = await world();
  const card = w.card();
  await card.up({ ...plainCard, ...more });
  w.newRun();
  return { w, card, id: card.id };
}

/** The API accepted the card, and it is still being created. */
async function inCreation(more: object = {}): Promise<Scene> {
  const w = await world();
  w.mishap("issue", { kind: "stuck" });
  const card = w.card();
  await card.up({ ...plainCard, waitFor: "accepted", ...more });
  w.newRun();
  return { w, card, id: card.id };
}

/** As `inCreation`, and the declaration wants it active: the run that issued it gave up waiting. */
async function givenUp(): Promise<Scene> {
  const w = await world();
  w.mishap("issue", { kind: "stuck" });
  const card = w.card();
  await failure(card.up(plainCard, { seconds: 30 }));
  w.newRun();
  return { w, card, id: card.id };
}

type Shown<T> = { readonly [K in keyof T]?: T[K] | undefined };

interface Bent {
  readonly card?: Shown<Card>;
  readonly wallet?: Shown<Wallet>;
  readonly rules?: Shown<WalletRules>;
}

/** From now on the API shows this of every card, of every wallet and of its rules. */
function show({ issuer }: World, { card, wallet, rules }: Bent): void {
  const { getCard, getWallet, getWalletRules } = issuer;
  Object.assign(issuer, {
    getCard: async (...args) => ({ ...(await getCard(...args)), ...card }) as Card,
    getWallet: async (...args) => ({ ...(await getWallet(...args)), ...wallet }) as Wallet,
    getWalletRules: async (...args) => ({ ...(await getWalletRules(...args)), ...rules }) as WalletRules,
  } satisfies Partial<CardIssuer>);
}

const severities = ({ notes }: World) => notes.map(({ severity }) => severity);

describe("what is told", () => {
  it("of an empty card that is closed: nothing", async () => {
    const { w, card } = await declared();
    await card.destroy();
    expect(w.notes).toEqual([]);
  });

  it("of an empty card that was closed before: nothing", async () => {
    const { w, card, id } = await declared();
    w.control.setCardStatus(id, "closed");
    await card.destroy();
    expect(w.notes).toEqual([]);
  });

  it.each(["retain", "freeze"] as const)("of a card that is let go of as `%s` says: that it is", async (policy) => {
    const { w, card } = await declared({ deletionPolicy: policy });
    await card.destroy();
    expect(severities(w)).toEqual(["info"]);
  });

  it("of an expired card: that there was nothing to close", async () => {
    const { w, card, id } = await declared();
    w.control.setCardStatus(id, "expired");
    await card.destroy();
    expect(severities(w)).toEqual(["info"]);
  });
});

describe("the policy `freeze`", () => {
  const freeze = { deletionPolicy: "freeze" };

  it.each(["blocked", "expired"] as const)("lets go of a %s card: it does not spend", async (status) => {
    const { w, card, id } = await declared(freeze);
    w.control.setCardStatus(id, status);
    await card.destroy();
    expect(w.writes).toEqual([]);
    expect(w.cardOf(id).status).toBe(status);
    expect(w.warnings()).toHaveLength(1);
  });

  it("does not let go of a card that nobody waits for: it would spend once it comes", async () => {
    const { w, card } = await inCreation(freeze);
    expect((await failure(card.destroy())).code).toBe("refused");
    expect(w.writes).toEqual([]);
    expect(card.recorded).toBeDefined();
  });
});

describe("a card that was still waited for", () => {
  it.each(["creating_failed", "closed"] as const)("and becomes %s needs no closing", async (status) => {
    const { w, card, id } = await givenUp();
    w.clock.after(20_000, () => w.control.setCardStatus(id, status));
    await card.destroy();
    expect(w.writes).toEqual([]);
    expect(card.recorded).toBeUndefined();
  });

  it("and comes is closed", async () => {
    const { w, card, id } = await givenUp();
    w.clock.after(20_000, () => w.control.setCardStatus(id, "active"));
    await card.destroy();
    expect(w.writes).toEqual(["close"]);
    expect(w.cardOf(id).status).toBe("closed");
  });
});

describe("a card that is closed before it is ready, which is refused", () => {
  it.each(["creating_failed", "closed"] as const)("and then becomes %s is not closed again", async (status) => {
    const { w, card, id } = await inCreation();
    w.clock.after(20_000, () => w.control.setCardStatus(id, status));
    await card.destroy();
    expect(w.writes).toEqual(["close"]);
    expect(card.recorded).toBeUndefined();
  });

  it("and cannot be looked at any more is not taken for closed", async () => {
    const { w, card, id } = await inCreation();
    w.clock.after(20_000, () => {
      const match = { path: `/instruments/${id}$`, times: 1 };
      w.sandbox.faults.add({ kind: "status-before", status: 403, match });
    });
    expect((await failure(card.destroy())).code).toBe("forbidden");
    expect(w.writes).toEqual(["close"]);
    expect(card.recorded).toBeDefined();
  });
});

it("an issued card that the API does not close is not asked to close again", async () => {
  const { w, card, id } = await declared();
  w.mishap("close", { kind: "status-before", status: 409 });
  expect((await failure(card.destroy())).code).toBe("rejected");
  expect(w.writes).toEqual(["close"]);
  expect(w.cardOf(id).status).toBe("active");
  expect(card.recorded).toBeDefined();
});

it("a payment that a killed run may have sent is waited for although it shows late, and taken back", async () => {
  const w = await world({ outcomeWindowMs: 10_000 });
  const shownFrom = w.clock.now() + 60_000;
  const { getCard, listCardOperations } = w.issuer;
  Object.assign(w.issuer, {
    getCard: async (...args) => {
      const card = await getCard(...args);
      return w.clock.now() < shownFrom ? { ...card, availableBalance: "0.00" } : card;
    },
    listCardOperations: async (...args) => (w.clock.now() < shownFrom ? [] : listCardOperations(...args)),
  } satisfies Partial<CardIssuer>);
  w.mishap("fund", { kind: "drop-after-commit" });
  const card = w.card();
  expect((await failure(card.up({ ...plainCard, initialBalance: "25" }))).code).toBe("outcome_unknown");
  const { id } = card;
  w.newRun();
  await w.clock.advance(shownFrom - 5_000 - w.clock.now());
  await card.destroy();
  expect(w.writes).toEqual(["defund", "close"]);
  expect(w.cardOf(id)).toMatchObject({ status: "closed", balance: "0.00" });
});

describe("a card that shows money", () => {
  it("of a wallet whose cards hold none: it is only closed", async () => {
    const { w, card, id } = await declared();
    show(w, { rules: { cardsHoldBalance: false }, card: { availableBalance: "9999.00" } });
    await card.destroy();
    expect(w.writes).toEqual(["close"]);
    expect(w.cardOf(id).status).toBe("closed");
  });

  it.each([
    ["balance", { balance: "77.00", availableBalance: "70.00" }],
    ["available balance", { balance: "70.00", availableBalance: "77.00" }],
    ["balance, which is all it shows", { balance: "77.00", availableBalance: undefined }],
    ["available balance, which is all it shows", { balance: undefined, availableBalance: "77.00" }],
  ])("that is its wallet's %s, and cannot be taken back: it is closed", async (_, wallet) => {
    const { w, card, id } = await declared();
    show(w, { rules: { cardsHoldBalance: undefined }, card: { availableBalance: "77.00" }, wallet });
    w.mishap("defund", { kind: "status-before", status: 409 });
    await card.destroy();
    expect(w.writes).toEqual(["defund", "close"]);
    expect(w.cardOf(id).status).toBe("closed");
    expect(w.warnings()).toEqual([]);
  });

  it("as much as its wallet by chance, where cards hold their own: it is not closed", async () => {
    const { w, card, id } = await declared({ initialBalance: "25" });
    show(w, { wallet: { balance: "25.00", availableBalance: "25.00" } });
    w.mishap("defund", { kind: "status-before", status: 409 });
    expect((await failure(card.destroy())).code).toBe("refused");
    expect(w.count("close")).toBe(0);
    expect(w.cardOf(id)).toMatchObject({ status: "active", balance: "25.00" });
  });

  it("until it is taken back, and then none at all: it is empty", async () => {
    const { w, card, id } = await declared({ initialBalance: "25" });
    const { getCard, defundCard } = w.issuer;
    let taken = false;
    Object.assign(w.issuer, {
      getCard: async (...args) => {
        const { availableBalance, ...rest } = await getCard(...args);
        return taken || availableBalance === undefined ? rest : { ...rest, availableBalance };
      },
      defundCard: async (...args) => {
        await defundCard(...args);
        taken = true;
      },
    } satisfies Partial<CardIssuer>);
    await card.destroy();
    expect(w.writes).toEqual(["defund", "close"]);
    expect(w.walletOf(seedIds.wallet).balance).toBe("9999.00");
    expect(w.cardOf(id)).toMatchObject({ status: "closed", balance: "0.00" });
  });
});
