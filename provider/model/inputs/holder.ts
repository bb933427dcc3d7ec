/** Inputs of a holder: shape and allowed values. */
import { z } from "zod";
import { hostFields, text, uuid } from "./fields";

const HOLDER_ID = "letters, digits and dashes, 1 to 64 of them";

const holderId = z.string(HOLDER_ID).regex(/^[A-Za-z0-9-]{1,64}$/, HOLDER_ID);

export const holderInputs = z.strictObject({
  firstName: text("a first name of 1 to 255 characters"),
  lastName: text("a last name of 1 to 255 characters"),
  email: z.string("an e-mail address").regex(/^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,}$/, "an e-mail address"),
  phone: text("a phone number of 3 to 50 characters", 3, 50).optional(),
  cardOwnerId: holderId.optional(),
  accountId: uuid.optional(),
  ...hostFields,
});

export type HolderInputs = z.infer<typeof holderInputs>;
