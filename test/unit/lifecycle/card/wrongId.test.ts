// An API that answers the issuing of a card with an id that is not the new card's.
import { describe, expect, it } from "vitest";
import type { CardIssuer, CreateCall } from "../../../../provider/api/port";
import { FourpayError } from "../../../../provider/model/errors";
import { seedIds } from "../../../../provider/sandbox";
import { failure, plainCard, type World, world } from "../../../support/lifecycleWorld";

const NOBODYS = "99999999-9999-4999-8999-999999999999";

/** The next creation is answered with this id, whatever comes to be; the issuer refuses known ones, as its contract says. */
function answers(w: World, id: string): void {
  const issuer = w.issuer as { -readonly [K in keyof CardIssuer]: CardIssuer[K] };
  const { issueCard, createWallet } = issuer;
  const answered = ({ isKnown }: CreateCall) => {
    Object.assign(issuer, { issueCard, createWallet });
    if (isKnown?.(id) === true)
      throw new FourpayError("outcome_unknown", "An object that was there before was answered.");
    return { id };
  };
  issuer.issueCard = async (walletId, card, call) => {
    await issueCard(walletId, card, call);
    return answered(call);
  };
  issuer.createWallet = async (providerId, call) => {
    await createWallet(providerId, call);
    return answered(call);
  };
}

describe("an id that the API does not know", () => {
  it("is a protocol error with the request, nothing is recorded, and the next run finds the card by its name", async () => {
    const w = await world();
    answers(w, NOBODYS);
    const card = w.card();
    const failed = await failure(card.up(plainCard));
    expect(failed).toMatchObject({ code: "protocol_error", partial: false });
    expect(failed.request).toEqual({ method: "GET", path: expect.stringContaining(NOBODYS) as string });
    expect(failed.message).toContain(w.cards[0]?.id);
    expect(card.recorded).toBeUndefined();

    w.newRun();
    await card.up(plainCard);
    expect(w.writes).toEqual([]);
    expect(w.cards.map(({ id }) => id)).toEqual([card.id]);
  });

  it("is kept while the card shows up nowhere else: it may only be slow", async () => {
    const w = await world({ behaviour: { issueVisibleAfterMs: 120_000 } });
    const card = w.card();
    await card.up(plainCard);
    expect(w.writes).toEqual(["issue"]);
    expect(w.cards.map(({ id }) => id)).toEqual([card.id]);
  });

  it("that is recorded already goes with a refresh, and the card is found", async () => {
    const w = await world();
    answers(w, NOBODYS);
    const card = w.card();
    await card.up({ ...plainCard, waitFor: "accepted" });
    expect(card.id).toBe(NOBODYS);

    w.newRun();
    expect(await card.refresh()).toBe("gone");
    await card.up(plainCard);
    expect(w.writes).toEqual([]);
    expect(w.cards.map(({ id }) => id)).toEqual([card.id]);
  });
});

it("an earlier card of the same name that is closed is not taken for the new one", async () => {
  const w = await world({ behaviour: { issueVisibleAfterMs: 120_000 } });
  const card = w.card();
  await card.up(plainCard);
  const first = card.id;
  w.control.setCardStatus(first, "closed");
  w.newRun();
  await card.refresh();
  w.newRun();
  await card.up(plainCard);
  expect(card.id).not.toBe(first);
  expect(w.writes).toEqual(["issue"]);
});

it.each<[string, (w: World) => Promise<string>]>([
  ["that somebody else owns", async (w) => w.control.seedCard({ ...plainCard, name: "Somebody's" })],
  [
    "that this very run issued before",
    async (w) => {
      const other = w.card("other");
      await other.up(plainCard);
      return other.id;
    },
  ],
])("the id of a card %s is not taken: the new card is looked for by its name", async (_, before) => {
  const w = await world();
  const taken = await before(w);
  w.sandbox.journal.clear();
  answers(w, taken);
  const card = w.card();
  await card.up(plainCard);
  expect(card.id).not.toBe(taken);
  expect(w.writes).toEqual(["issue"]);
  expect(w.cards.map(({ id }) => id)).toContain(card.id);
});

it("the id of a wallet that was there before is not taken: the new wallet is looked for in the list", async () => {
  const w = await world();
  answers(w, seedIds.wallet);
  const wallet = w.wallet();
  await wallet.up({ providerId: seedIds.personalProvider });
  expect(wallet.id).not.toBe(seedIds.wallet);
  expect(w.count("createWallet")).toBe(1);
  expect(w.walletOf(seedIds.wallet).name).toBe("Operations");
});
