/** Inputs of a wallet: shape and allowed values. */
import { z } from "zod";
import { amount, currency, hostFields, oneOf, text, uuid } from "./fields";

const WALLET_NAME = "2 to 40 Latin letters, digits, spaces, dashes and parentheses";

const percentFee = z.strictObject({ percent: amount });
const amountFee = z.strictObject({ amount, currency });
const eitherFee = z.union([percentFee, amountFee], 'either { percent: "2.5" } or { amount: "5.00", currency: "USD" }');

const FEES = "cardTransactions, cardIssuing and topUpsAllocation are allowed";

export const walletInputs = z.strictObject({
  providerId: uuid.optional(),
  accountId: uuid.optional(),
  name: z
    .string(WALLET_NAME)
    .regex(/^[A-Za-z0-9 ()-]{2,40}$/, WALLET_NAME)
    .optional(),
  fees: z
    .strictObject(
      {
        cardTransactions: eitherFee.optional(),
        cardIssuing: amountFee.optional(),
        topUpsAllocation: percentFee.optional(),
      },
      FEES,
    )
    .optional(),
  binDirections: z
    .array(z.strictObject({ categoryId: uuid, binIds: z.array(uuid, "a list of BIN ids") }), "a list of BIN directions")
    .optional(),
  active: z.boolean("true or false").optional(),
  deletionPolicy: oneOf(["deactivate", "retain"]).optional(),
  adopt: z.union([z.literal(true), text("a wallet id")], "true or a wallet id").optional(),
  ...hostFields,
});

export type WalletInputs = z.infer<typeof walletInputs>;
