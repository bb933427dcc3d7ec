// What people and the world do behind the program's back, to cards it stands for.

import type { Dialect } from "../../../provider/api/port";
import type { CardView } from "../../../provider/sandbox";
import fc from "../../support/properties";
import { type Command, command } from "./command";
import { closeByHand, type Model, type Real } from "./model";
import { CARD_KEYS, type CardKey, keyOfCard } from "./program";

type ByHand = (card: CardView, model: Model, real: Real, key: CardKey) => void;

/** Only where the card is recorded and every step of it is done: in the middle of things a person would not know what to expect. */
function byHand(text: string, statuses: readonly string[], act: ByHand): fc.Arbitrary<Command> {
  return fc.constantFrom(...CARD_KEYS).map((key) =>
    command(`by hand: ${text} ${key}`, (model, real) => {
      const resource = real.stack.resource("Card", key);
      const card = real.world.cards.find(({ id }) => id === resource.recorded?.id);
      if (card === undefined || resource.unfinished || !statuses.includes(card.status)) return;
      act(card, model, real, key);
    }),
  );
}

const LIVE = ["active", "frozen"];

export function drifts(dialect: Dialect): fc.Arbitrary<Command>[] {
  const set =
    (status: "frozen" | "active" | "blocked"): ByHand =>
    ({ id }, model, { world }) => {
      world.control.setCardStatus(id, status);
      model.drifted = true;
    };
  const common = [
    byHand("close", LIVE, (card, model, real) => closeByHand(model, real, card)),
    byHand("freeze", ["active"], set("frozen")),
    byHand("unfreeze", ["frozen"], set("active")),
    byHand("block", LIVE, set("blocked")),
    byHand("spend with", ["active"], ({ id }, _model, { world }) => void world.control.spend(id, "1.23")),
    byHand("take away", LIVE, (card, model, { world }, key) => {
      world.control.removeCard(card.id);
      model.vanished.push(card);
      model.drifted = true;
      model.expectIssue(key);
    }),
  ];
  // Whoever holds a card may spend from it at any moment, finished or not.
  const spendAll = fc.constantFrom(...CARD_KEYS).map((key) =>
    command(`everything is spent from ${key}`, (_model, { world }) => {
      for (const { id, name, status, available } of world.cards) {
        if (keyOfCard(name) === key && status === "active" && Number(available) > 0) world.control.spend(id, available);
      }
    }),
  );
  common.push(spendAll);
  // The merchant API shows neither, so nobody could tell.
  if (dialect === "merchant") return common;
  return [
    ...common,
    byHand("change limits of", LIVE, ({ id }, model, { world }) => {
      world.control.setCardLimits(id, { daily: "77.00", yearly: "777.00" });
      model.settledLimits.delete(id);
      model.drifted = true;
    }),
    byHand("rename", LIVE, ({ id }, model, { world }, key) => {
      world.control.renameCard(id, `By hand ${key} ${++model.version}`);
      model.drifted = true;
    }),
  ];
}
