/** Wallets, their providers and rules, from the wire to the domain. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { Wallet, WalletProvider, WalletRules, WalletSummary } from "../../model/entities";
import { wireBin } from "../binWire";
import { feesFromWire, wireFees } from "../feeWire";
import { wireRange } from "../limitsWire";
import { id, optional, optionalCount, optionalMoney, optionalText, textList } from "../wire";

const summaryFields = {
  id,
  name: optionalText,
  status: z.string(),
  currency: optionalText,
  balance: optionalMoney,
  cards: optionalCount,
  allowedCardTypes: optional(textList),
  createdAt: optionalText,
  updatedAt: optionalText,
};

function summaryOf(wire: z.output<z.ZodObject<typeof summaryFields>>): WalletSummary {
  const { id, name, status, currency, balance, cards, allowedCardTypes, createdAt, updatedAt } = wire;
  return defined({ id, name, status, currency, balance, cards, allowedCardTypes, createdAt, updatedAt });
}

/** A wallet as lists show it. */
export const wireWalletSummary = z.looseObject(summaryFields).transform(summaryOf);

export const wireWallet = z
  .looseObject({
    ...summaryFields,
    availableBalance: optionalMoney,
    holdedBalance: optionalMoney,
    isTransferAllowed: optional(z.boolean()),
    fees: wireFees,
  })
  .transform((wire): Wallet => {
    const { availableBalance, holdedBalance: heldBalance, isTransferAllowed } = wire;
    const fees = wire.fees && feesFromWire(wire.fees, wire.currency);
    return { ...summaryOf(wire), ...defined({ availableBalance, heldBalance, isTransferAllowed, fees }) };
  });

/** Assumption: the page of this endpoint is not public; the fields are upstream's. */
export const wireProvider = z
  .looseObject({
    id,
    currency: optionalText,
    type: optionalText,
    supportedBalances: optional(textList),
    name: optionalText,
  })
  .transform(
    (wire): WalletProvider =>
      defined({
        id: wire.id,
        currency: wire.currency,
        cardType: wire.type,
        supportedBalances: wire.supportedBalances ?? [],
        name: wire.name,
      }),
  );

export const wireRules = z
  .looseObject({
    limits: optional(z.array(wireRange)),
    binList: optional(z.array(wireBin)),
    cardBalance: optional(z.boolean()),
  })
  .transform(
    (wire): WalletRules =>
      defined({
        ranges: (wire.limits ?? []).filter((range) => range !== undefined),
        bins: wire.binList ?? [],
        cardsHoldBalance: wire.cardBalance,
      }),
  );
