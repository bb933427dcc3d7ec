// An API that lies: its answers are twisted on the way. Each lie ends in an error that says what and where, after a bounded number of
// requests, with nothing written twice and nothing of anybody else's touched; and once the API is honest again, a further run goes on.
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { PartialFailure } from "../../../../provider/lifecycle/operation";
import { explain, FourpayError } from "../../../../provider/model/errors";
import { seedIds } from "../../../../provider/sandbox";
import { ada, grace, type Managed, plainCard, type World, world } from "../../../support/lifecycleWorld";
import { type Answer, type Lie, LyingFront } from "../../../support/lyingFront";

type Dialect = CardIssuer["capabilities"]["dialect"];
type Json = Record<string, unknown>;

const ORGANIZATION = {
  issue: /^POST .*\/instruments$/,
  details: /^GET .*\/instruments\/[^/]{36}$/,
  list: /^GET .*\/instruments$/,
  fund: /\/fund$/,
  freeze: /\/suspend$/,
  close: /\/terminate$/,
};
const PLACES: Record<Dialect, typeof ORGANIZATION> = {
  organization: ORGANIZATION,
  merchant: {
    issue: /^POST .*\/cards$/,
    details: /^GET .*\/accounts\/[^/]+\/cards\/[^/]{36}$/,
    list: /^GET .*\/cardholders\/[^/]+\/cards$/,
    fund: /\/topup$/,
    freeze: /\/freeze$/,
    close: /\/close$/,
  },
};

/** No operation asks more often than this, however long it waits: pauses grow. */
const MOST_REQUESTS = 200;
const STRANGE_ID = "0192f0c4-9999-7a2b-8c3d-4e5f60718293";

const enveloped = (dialect: Dialect, data: unknown) => (dialect === "organization" ? { data } : data);
const issuedAs = (dialect: Dialect, id: string): Answer => ({ status: 201, body: enveloped(dialect, { id }) });
const unseen: Answer = { status: 502, body: undefined };
const done: Answer = { status: 204, body: undefined };

/** Changes the card in an answer with details. */
function detail(change: (card: Json) => void): Lie["twist"] {
  return (truth) => {
    const body = truth.body as Json | undefined;
    const inner = (body?.data ?? body) as Json | undefined;
    if (truth.status === 200 && inner !== undefined) change((inner.card ?? inner) as Json);
    return truth;
  };
}

/** Replaces the items of a list. */
function listed(change: (items: Json[], asked: string) => Json): Lie["twist"] {
  return (truth, asked) => {
    const body = truth.body as { data?: Json[]; items?: Json[] };
    return { status: 200, body: { ...body, ...change(body.data ?? body.items ?? [], asked.path) } };
  };
}
const itemsOf = (dialect: Dialect, items: readonly Json[], total = items.length, pages = 1, currentPage = 1): Json =>
  dialect === "organization"
    ? { data: items, pagination: { currentPage, pages, quantity: 100, totalQuantity: total } }
    : { items, total };

interface Scene {
  readonly w: World;
  readonly front: LyingFront;
  readonly card: Managed;
  /** A card of somebody else, in the same wallet. */
  readonly others: string;
  readonly declared: Json;
}

async function scene(dialect: Dialect): Promise<Scene> {
  const front = new LyingFront();
  const w = await world({ dialect, front: front.open });
  const others = w.control.seedCard({ walletId: seedIds.wallet, holderId: grace.id, name: "Grace", balance: "3.00" });
  const declared = { ...plainCard, limits: { daily: "33.33" }, initialBalance: "5.00", frozen: true };
  return { w, front, card: w.card(), others, declared };
}

interface Failed {
  readonly error: FourpayError;
  readonly recorded: boolean;
  readonly requests: number;
}

/** How it failed, and after how many requests; the test fails when it did not. */
async function lied({ front }: Scene, operation: () => Promise<unknown>): Promise<Failed> {
  const before = front.asked.length;
  try {
    await operation();
  } catch (thrown) {
    const error: unknown = thrown instanceof PartialFailure ? thrown.reason : thrown;
    if (!(error instanceof FourpayError)) throw thrown;
    const requests = front.asked.length - before;
    expect(requests).toBeLessThan(MOST_REQUESTS);
    return { error, recorded: thrown instanceof PartialFailure, requests };
  }
  throw new Error("The lie was believed.");
}

/** The API is honest again: refreshed and applied by new processes, all is as declared, and nothing was done twice. */
async function expectHealed({ w, front, card, others, declared }: Scene): Promise<void> {
  front.honest();
  await w.clock.advance(60_000);
  const run = <T>(step: () => Promise<T>): Promise<T> => {
    w.newRun();
    return step();
  };
  if (card.recorded !== undefined) await run(() => card.refresh());
  await run(() => card.up(declared));
  const ours = w.cards.filter(({ holderId }) => holderId === ada.id);
  expect(ours).toMatchObject([{ id: card.id, status: "frozen", balance: "5.00", limits: { daily: "33.33" } }]);
  const { name, status, balance, limits } = w.cardOf(others);
  expect({ name, status, balance, limits }).toEqual({ name: "Grace", status: "active", balance: "3.00", limits: {} });
  const paid = w.control.snapshot().operations.filter(({ type, side }) => type === "top_up" && side === "card");
  expect(paid).toHaveLength(1);
}

function expectNamesRequest(error: FourpayError, method: string, path: RegExp): void {
  expect(error.request?.method).toBe(method);
  expect(`${error.request?.method} ${error.request?.path}`).toMatch(path);
}

describe.each<Dialect>(["organization", "merchant"])("%s", (dialect) => {
  const at = PLACES[dialect];

  describe("the answer to issuing", () => {
    it("has an id that is none: the card is found by its name", async () => {
      const one = await scene(dialect);
      one.front.lie({ about: at.issue, twist: () => issuedAs(dialect, "7") });
      await one.card.up(one.declared);
      expect(one.w.count("issue")).toBe(1);
      await expectHealed(one);
    });

    it("has the id of somebody else's card: that card is not touched, and not recorded", async () => {
      const one = await scene(dialect);
      one.front.lie({ about: at.issue, twist: () => issuedAs(dialect, one.others) });
      if (dialect === "organization") {
        // That card was listed before, so it cannot be the new one, which is found by its name.
        await one.card.up(one.declared);
        expect(one.card.id).not.toBe(one.others);
      } else {
        // Only the holder's own cards are listed here; that it is another holder's shows when it is looked at.
        const { error, recorded } = await lied(one, () => one.card.up(one.declared));
        expect(error.code).toBe("protocol_error");
        expect(recorded).toBe(false);
      }
      expect(one.w.count("issue")).toBe(1);
      await expectHealed(one);
    });

    it.each([false, true])("has an id that nothing has (and was not processed: %s)", async (unprocessed) => {
      const one = await scene(dialect);
      one.front.lie({ about: at.issue, unprocessed, twist: () => issuedAs(dialect, STRANGE_ID) });
      const { error } = await lied(one, () => one.card.up(one.declared));
      expect(error.code).toBe(unprocessed ? "wait_timeout" : "protocol_error");
      expect(one.w.count("issue")).toBe(unprocessed ? 0 : 1);
      await expectHealed(one);
    });
  });

  describe("details", () => {
    it.each<[string, (card: Json, others: string) => void]>([
      ["of another card", (card, others) => Object.assign(card, { id: others })],
      ["with a balance below zero", (card) => Object.assign(card, { availableBalance: "-5.00", balance: "-5.00" })],
      ["without a status", (card) => Object.assign(card, { status: null, cardStatus: null })],
      ["with money that is none", (card) => Object.assign(card, { availableBalance: "plenty", balance: "plenty" })],
    ])("%s", async (_what, twist) => {
      const one = await scene(dialect);
      one.front.lie({ about: at.details, twist: detail((card) => twist(card, one.others)) });
      const { error, recorded } = await lied(one, () => one.card.up(one.declared));
      expect(error.code).toBe("protocol_error");
      expectNamesRequest(error, "GET", at.details);
      expect(explain(error)).toContain(`GET ${error.request?.path}`);
      expect(recorded).toBe(true);
      expect(one.w.writes).toEqual(["issue"]);
      await expectHealed(one);
    });

    it("in which the status flips: frozen all the same", async () => {
      const one = await scene(dialect);
      let looks = 0;
      one.front.lie({
        about: at.details,
        twist: detail((card) => {
          looks += 1;
          if (looks % 2 === 0) card.status = "creating";
        }),
      });
      await one.card.up(one.declared);
      expect(one.w.writes).toEqual(["issue", "fund", "freeze"]);
      await expectHealed(one);
    });

    it("in a status nobody knows: waited for, then an error that names it", async () => {
      const one = await scene(dialect);
      one.front.lie({ about: at.details, twist: detail((card) => Object.assign(card, { status: "dancing" })) });
      const { error } = await lied(one, () => one.card.up(one.declared));
      expect(error.code).toBe("wait_timeout");
      expect(error.message).toContain("dancing");
      expect(one.w.writes).toEqual(["issue"]);
      await expectHealed(one);
    });
  });

  describe("the list", () => {
    const shrinking = () => {
      let total = 300;
      return listed((items, asked) => {
        total -= 7;
        const page = Number(/page=(\d+)/.exec(asked)?.[1] ?? 1);
        const shifted = items.map((item) => ({ ...item, id: `${STRANGE_ID.slice(0, -3)}${total}` }));
        return itemsOf(dialect, shifted, total, 2, page);
      });
    };
    it.each<[string, () => Lie["twist"]]>([
      ["repeats its pages", () => listed((items) => itemsOf(dialect, items, 300, 3))],
      ["announces more and shows none", () => listed(() => itemsOf(dialect, [], 300, 3))],
      ["has a total that shrinks with every page", shrinking],
      ["is none", () => () => ({ status: 200, body: enveloped(dialect, "cards") })],
    ])("%s: nothing is issued on it", async (_what, twist) => {
      const one = await scene(dialect);
      // So that the merchant's list of this person is not empty, which it may well be.
      const old = one.w.control.seedCard({ walletId: seedIds.wallet, holderId: ada.id, name: "Old", status: "closed" });
      one.front.lie({ about: at.list, twist: twist() });
      const { error } = await lied(one, () => one.card.up(one.declared));
      expect(error.code).toBe("protocol_error");
      expectNamesRequest(error, "GET", at.list);
      expect(one.w.writes).toEqual([]);
      one.w.control.removeCard(old);
      await expectHealed(one);
    });

    it("shows every card twice: each is one", async () => {
      const one = await scene(dialect);
      one.front.lie({ about: at.list, twist: listed((items) => itemsOf(dialect, [...items, ...items], items.length)) });
      await one.card.up(one.declared);
      await expectHealed(one);
    });

    it("never shows the card whose reply was lost: unknown, and not sent again in this run", async () => {
      const one = await scene(dialect);
      one.front.lie({ about: at.issue, twist: () => unseen });
      one.front.lie({
        about: at.list,
        twist: listed((items) =>
          itemsOf(
            dialect,
            items.filter(({ name }) => name === "Grace"),
          ),
        ),
      });
      const { error, recorded } = await lied(one, () => one.card.up(one.declared));
      expect(error.code).toBe("outcome_unknown");
      expectNamesRequest(error, "POST", at.issue);
      expect(recorded).toBe(false);
      expect(one.w.count("issue")).toBe(1);
      await expectHealed(one);
    });
  });

  describe("a write that is answered well and does nothing", () => {
    it("the initial balance: never sent again by itself", async () => {
      const one = await scene(dialect);
      one.front.lie({
        about: at.fund,
        unprocessed: true,
        twist: () => ({ status: 200, body: enveloped(dialect, {}) }),
      });
      const first = await lied(one, () => one.card.up(one.declared));
      expect(first.error.code).toBe("wait_timeout");
      expect(first.recorded).toBe(true);
      one.front.honest();
      one.w.newRun();
      const second = await lied(one, () => one.card.up(one.declared));
      expect(second.error.code).toBe("wait_timeout");
      expect(one.w.count("fund")).toBe(0);
    });

    it("a freeze: not taken for frozen", async () => {
      const one = await scene(dialect);
      one.front.lie({ about: at.freeze, unprocessed: true, twist: () => done });
      const { error } = await lied(one, () => one.card.up(one.declared));
      expect(error.code).toBe("wait_timeout");
      expect(error.message).toContain("active");
      await expectHealed(one);
    });

    it("a closing: the card stays managed, and the next `destroy` closes it", async () => {
      const one = await scene(dialect);
      await one.card.up(one.declared);
      one.w.newRun();
      one.front.lie({ about: at.close, unprocessed: true, twist: () => done });
      const { error } = await lied(one, () => one.card.destroy());
      expect(error.code).toBe("wait_timeout");
      expect(one.card.recorded).toBeDefined();
      const { id } = one.card;
      one.front.honest();
      one.w.newRun();
      await one.card.destroy();
      expect(one.w.cardOf(id)).toMatchObject({ status: "closed", balance: "0.00" });
      expect(one.w.writes).toEqual(["close"]);
    });
  });
});

describe("what only the organization dialect shows", () => {
  it("an empty list although the wallet counts cards: nothing is issued, and no wallet is taken for empty", async () => {
    const one = await scene("organization");
    one.front.lie({ about: ORGANIZATION.list, twist: listed(() => itemsOf("organization", [])) });
    const { error } = await lied(one, () => one.card.up(one.declared));
    expect(error.code).toBe("protocol_error");
    expectNamesRequest(error, "GET", ORGANIZATION.list);
    expect(one.w.writes).toEqual([]);
    await expectHealed(one);
  });

  it.each<[string, Json]>([
    ["rounded", { daily_limit: "33.00" }],
    ["under another key", { dailyLimit: "33.33" }],
    ["as zero", { daily_limit: "0" }],
  ])("limits %s: set once more, then an error", async (_what, limits) => {
    const one = await scene("organization");
    one.front.lie({ about: ORGANIZATION.details, twist: detail((card) => Object.assign(card, { limits })) });
    const { error } = await lied(one, () => one.card.up(one.declared));
    expect(error.code).toBe("limits_not_applied");
    expect(one.w.writes).toEqual(["issue", "fund", "freeze", "change"]);
    await expectHealed(one);
  });

  it("limits that are no money: a protocol error", async () => {
    const one = await scene("organization");
    const limits = { daily_limit: "lots" };
    one.front.lie({ about: ORGANIZATION.details, twist: detail((card) => Object.assign(card, { limits })) });
    const { error } = await lied(one, () => one.card.up(one.declared));
    expect(error.code).toBe("protocol_error");
    expectNamesRequest(error, "GET", ORGANIZATION.details);
    await expectHealed(one);
  });
});

describe.each<[Dialect, RegExp, Json]>([
  ["organization", /^GET .*\/holders\/[^/]+$/, {}],
  ["merchant", /^GET .*\/cardholders\/[^/]+$/, { accountId: seedIds.wallet }],
])("a person (%s)", (dialect, about, extra) => {
  const person = { firstName: "Alan", lastName: "Turing", email: "alan@example.com", ...extra };

  it("another one is answered: a protocol error, and nobody is created", async () => {
    const one = await scene(dialect);
    one.front.lie({ about, twist: () => ({ status: 200, body: enveloped(dialect, { cardOwnerId: ada.id, ...ada }) }) });
    const { error } = await lied(one, () => one.w.holder("alan").up(person));
    expect(error.code).toBe("protocol_error");
    expectNamesRequest(error, "GET", about);
    expect(one.w.writes).toEqual([]);
  });
});

it("a list of wallets with one wallet twice: none is created besides", async () => {
  const one = await scene("organization");
  const wallet = one.w.wallet("ads");
  await wallet.up({ providerId: seedIds.personalProvider });
  const { id } = wallet;
  wallet.recorded = undefined;
  one.w.newRun();
  const twice = listed((items) => itemsOf("organization", [...items, ...items], items.length));
  one.front.lie({ about: /^GET .*\/wallets$/, twist: twice });
  await wallet.up({ providerId: seedIds.personalProvider });
  expect(wallet.id).toBe(id);
  expect(one.w.writes).toEqual([]);
});

it("the answer to creating a wallet has an id that is none: the wallet is found in the list", async () => {
  const one = await scene("organization");
  one.front.lie({ about: /^POST .*\/wallets$/, twist: () => issuedAs("organization", "7") });
  const wallet = one.w.wallet("ads");
  await wallet.up({ providerId: seedIds.personalProvider });
  expect(one.w.count("createWallet")).toBe(1);
  expect(one.w.walletOf(wallet.id)).toMatchObject({ status: "active" });
});
