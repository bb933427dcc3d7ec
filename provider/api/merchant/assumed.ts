/**
 * What the public pages of the `merchant` dialect name but do not describe, all in one place. Every line here is a guess;
 * `fourpay doctor --api` holds it against the deployment's own OpenAPI document (see `contract.ts`).
 */
import { z } from "zod";
import { defined } from "../../model/defined";
import { limitEntries } from "../../model/limits";
import { wireCredentials } from "../credentialsWire";
import { limitsToWire } from "../limitsWire";
import { type EscapedPath, path } from "../paths";
import type { NewCard } from "../port";
import { createdId, optional } from "../wire";

/** Assumption: the body of `POST /accounts/{account_uuid}/cards` has the names of the `organization` dialect, and limits may be left out. */
export function issueBody(card: NewCard) {
  const { name, holderId: cardOwnerId, cardType, limits, binId: cardProviderBinId, binCategoryId, currency } = card;
  return {
    ...defined({ name, cardOwnerId, cardType, cardProviderBinId, binCategoryId, currency }),
    ...(limitEntries(limits).length > 0 && { limits: limitsToWire(limits) }),
  };
}

const optionalId = optional(createdId);

/** Assumption: the answer to issuing holds the card's id under one of the three names the other endpoints use. */
export const wireIssued = z
  .looseObject({ cardUuid: optionalId, cardId: optionalId, id: optionalId })
  .transform((wire, context): { id: string } => {
    const id = wire.cardUuid ?? wire.cardId ?? wire.id;
    if (id !== undefined) return { id };
    context.addIssue({ code: "custom", message: "no id", path: ["id"] });
    return z.NEVER;
  });

export type CardAction = "freeze" | "unfreeze" | "close";

/** Assumption: the three are POST without a body, and the paths end in these words. */
export function actionPath(card: EscapedPath, action: CardAction): EscapedPath {
  return path`${card}/${action}`;
}

/** Assumption: `/sensitive` answers the fields of the `organization` dialect's `/credentials`, without an envelope. */
export const wireSensitive = wireCredentials;
