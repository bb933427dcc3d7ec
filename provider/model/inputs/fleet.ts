/** Inputs of a fleet: shape and allowed values. Rules between properties live in the fleet's `check`. */
import { z } from "zod";
import { cardInputs } from "./card";
import { hostFields, uuid } from "./fields";
import { fleetKey } from "./fleetKey";
import { holderInputs } from "./holder";

/** A person declared with the card. */
const inlineHolderInputs = holderInputs.omit({ resourceUrn: true, timeoutsSeconds: true });

const own = cardInputs.omit({ walletId: true, holderId: true, resourceUrn: true, timeoutsSeconds: true });

/** One card of a fleet. */
export const fleetCardInputs = own.extend({
  holderId: cardInputs.shape.holderId.optional(),
  holder: inlineHolderInputs.optional(),
});

const count = z.number("a whole number, not below zero").int().nonnegative("a whole number, not below zero");

export const fleetInputs = z.strictObject({
  walletId: uuid,
  defaults: own.omit({ name: true, adopt: true }).optional(),
  cards: z.record(fleetKey, fleetCardInputs, "cards by key"),
  maxClosures: count.optional(),
  namespace: z.string().optional(),
  ...hostFields,
});
