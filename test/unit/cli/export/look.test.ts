// What is read of the API, where it shows less or more than usual.
import { expect, it } from "vitest";
import type { Wanted } from "../../../../provider/cli/export/filter";
import { look } from "../../../../provider/cli/export/look";
import { FourpayError } from "../../../../provider/model/errors";
import { seedIds } from "../../../../provider/sandbox";
import { ada, type World, world } from "../../../support/lifecycleWorld";

const all: Wanted = { wallets: [], statuses: [], holders: [], names: [] };

function lookAt({ issuer }: World, wanted: Partial<Wanted> = {}) {
  return look({ issuer, signal: new AbortController().signal, progress: () => {} }, { ...all, ...wanted });
}

it("a card below zero is read like any other", async () => {
  const w = await world({
    issuer: (real) => ({
      ...real,
      getCard: async (ref, call) => {
        if (call.mayBeOverdrawn !== true) throw new FourpayError("protocol_error", "A balance below zero.");
        return { ...(await real.getCard(ref, call)), availableBalance: "-5.00" };
      },
    }),
  });
  const id = w.control.seedCard({ walletId: seedIds.wallet, holderId: ada.id, name: "Ads" });
  expect((await lookAt(w)).cards).toMatchObject([{ id, availableBalance: "-5.00" }]);
});

it("names and holders that only the holder's own list shows are found there, and can be asked for", async () => {
  const w = await world({
    dialect: "merchant",
    issuer: (real) => ({
      ...real,
      getCard: async (ref, call) => {
        const { name: _, holderId: __, ...card } = await real.getCard(ref, call);
        return card;
      },
      listCards: async (walletId, filter, call) => {
        const cards = await real.listCards(walletId, filter, call);
        return filter.holderId === undefined ? cards.map(({ name: _, ...card }) => card) : cards;
      },
    }),
  });
  const id = w.control.seedCard({ walletId: seedIds.wallet, holderId: ada.id, name: "Ads" });
  w.control.seedCard({ walletId: seedIds.wallet, holderId: ada.id, name: "Travel" });
  expect((await lookAt(w, { names: ["ads"] })).cards).toMatchObject([{ id, name: "Ads", holderId: ada.id }]);
});

it("a card that vanishes meanwhile is no card, and one that was closed meanwhile is not asked for", async () => {
  const w = await world({
    issuer: (real) => ({
      ...real,
      getCard: (ref, call) => {
        const card = w.cardOf(ref.cardId);
        if (card.name === "Vanishing") w.control.removeCard(ref.cardId);
        if (card.name === "Closing") w.control.setCardStatus(ref.cardId, "closed");
        return real.getCard(ref, call);
      },
    }),
  });
  for (const name of ["Vanishing", "Closing", "Ads"]) {
    w.control.seedCard({ walletId: seedIds.wallet, holderId: ada.id, name });
  }
  expect((await lookAt(w)).cards.map(({ name }) => name)).toEqual(["Ads"]);
});
