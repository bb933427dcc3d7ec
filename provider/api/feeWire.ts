/** Fees of a wallet, between the wire and the domain. */
import { z } from "zod";
import { defined } from "../model/defined";
import type { Fee, FeeKind, Fees, ShownFee } from "../model/entities";
import { FEE_KINDS } from "../model/fees";
import { canonicalDecimal, canonicalMoney } from "../model/money";
import { decimal, optional, optionalText } from "./wire";

/** As the documentation has it (`percent`, `amount`), and as upstream has it (`value` for either). */
const wireFee = z.looseObject({
  type: optionalText,
  percent: optional(decimal),
  amount: optional(decimal),
  value: optional(decimal),
  currency: optionalText,
  inherited: optional(z.boolean()),
});

const wireFeesByKind = z.looseObject({
  cardTransactions: optional(wireFee),
  cardIssuing: optional(wireFee),
  topUpsAllocation: optional(wireFee),
});

/** An empty list says that there are none. */
export const wireFees = optional(z.union([wireFeesByKind, z.tuple([]).transform(() => undefined)]));

type ShownFees = { readonly [K in FeeKind]?: ShownFee };

/** Assumption: an amount shown without a currency is in the wallet's. A fee of another form is not shown. */
export function feesFromWire(wire: z.output<typeof wireFeesByKind>, walletCurrency: string | undefined): ShownFees {
  const shown: { [K in FeeKind]?: ShownFee } = {};
  for (const kind of FEE_KINDS) {
    const fee = wire[kind];
    const form = fee && formOf(fee, walletCurrency);
    if (form !== undefined) shown[kind] = defined({ ...form, inherited: fee?.inherited });
  }
  return shown;
}

function formOf(fee: z.output<typeof wireFee>, walletCurrency: string | undefined): Fee | undefined {
  const type = fee.type?.toLowerCase() ?? (fee.percent !== undefined ? "percent" : "amount");
  if (type === "percent") {
    const percent = fee.percent ?? fee.value;
    return percent === undefined ? undefined : { percent };
  }
  const amount = type === "amount" ? (fee.amount ?? fee.value) : undefined;
  const currency = fee.currency ?? walletCurrency;
  if (amount === undefined || currency === undefined) return undefined;
  return { amount: canonicalMoney(amount), currency };
}

export function feesToWire(fees: Fees): Record<string, unknown> {
  return Object.fromEntries(
    FEE_KINDS.flatMap((kind) => {
      const fee = fees[kind];
      return fee === undefined ? [] : [[kind, feeToWire(fee)]];
    }),
  );
}

function feeToWire(fee: Fee): Record<string, string> {
  return "percent" in fee
    ? { type: "percent", percent: canonicalDecimal(fee.percent) }
    : { type: "amount", amount: canonicalMoney(fee.amount), currency: fee.currency };
}
