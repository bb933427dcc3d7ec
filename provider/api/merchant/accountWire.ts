/** Accounts from the wire to the domain's wallet. Balances have nine decimals here and are kept exactly. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { Bin, LimitRange, Wallet } from "../../model/entities";
import { wireBin } from "../binWire";
import { feesFromWire, wireFees } from "../feeWire";
import { wireRange } from "../limitsWire";
import { id, optional, optionalCount, optionalMoney, optionalText, textList } from "../wire";

/** An account with what its details add to a wallet. */
export interface Account extends Wallet {
  /** What cards may be issued with. */
  readonly bins: readonly Bin[];
  /** Whether each card holds its own balance; absent where not shown. */
  readonly cardsHoldBalance?: boolean;
}

export interface AccountBalance {
  readonly balance?: string;
  readonly availableBalance?: string;
  readonly heldBalance?: string;
  readonly currency?: string;
  readonly cards?: number;
}

/** Their shape depends on the provider of the account; what is not recognised is left out. */
export interface AccountRestrictions {
  readonly maxCards?: number;
  readonly currentCards?: number;
  readonly allowedCardTypes?: readonly string[];
  readonly ranges: readonly LimitRange[];
}

/** The same amount is `holdedBalance` in an account and `heldBalance` in its balance. */
const balanceFields = {
  balance: optionalMoney,
  availableBalance: optionalMoney,
  holdedBalance: optionalMoney,
  heldBalance: optionalMoney,
  currency: optionalText,
  cards: optionalCount,
};

export const wireBalance = z
  .looseObject(balanceFields)
  .transform(
    ({ balance, availableBalance, holdedBalance, heldBalance, currency, cards }): AccountBalance =>
      defined({ balance, availableBalance, heldBalance: heldBalance ?? holdedBalance, currency, cards }),
  );

const accountFields = {
  ...balanceFields,
  id,
  name: optionalText,
  status: z.string(),
  allowedCardTypes: optional(textList),
  isTransferAllowed: optional(z.boolean()),
  createdAt: optionalText,
  updatedAt: optionalText,
};

function walletOf(wire: z.output<z.ZodObject<typeof accountFields>>): Wallet {
  const { id, name, status, currency, balance, availableBalance, holdedBalance, heldBalance, cards } = wire;
  const { allowedCardTypes, isTransferAllowed, createdAt, updatedAt } = wire;
  return {
    ...defined({ id, name, status, currency, balance, availableBalance, heldBalance: heldBalance ?? holdedBalance }),
    ...defined({ cards, allowedCardTypes, isTransferAllowed, createdAt, updatedAt }),
  };
}

export const wireAccountListed = z.looseObject(accountFields).transform(walletOf);

export const wireAccount = z
  .looseObject({
    ...accountFields,
    fees: wireFees,
    binList: optional(z.array(wireBin)),
    isUsedCardBalance: optional(z.boolean()),
  })
  .transform((wire): Account => {
    const fees = wire.fees && feesFromWire(wire.fees, wire.currency);
    return {
      ...walletOf(wire),
      ...defined({ fees, bins: wire.binList ?? [], cardsHoldBalance: wire.isUsedCardBalance }),
    };
  });

/** Assumption: an entry with a limit type is a range as in the `organization` dialect. Entries of any other form are passed over. */
const entries = z
  .array(z.unknown())
  .transform((found) =>
    found.flatMap((entry) => {
      const range = wireRange.safeParse(entry);
      return range.success && range.data !== undefined ? [range.data] : [];
    }),
  )
  .catch([]);

export const wireRestrictions = z
  .looseObject({
    maxCards: optionalCount,
    currentCards: optionalCount,
    allowedCardTypes: optional(textList),
    restrictions: entries,
    limits: entries,
  })
  .transform(
    ({ maxCards, currentCards, allowedCardTypes, restrictions, limits }): AccountRestrictions =>
      defined({ maxCards, currentCards, allowedCardTypes, ranges: [...limits, ...restrictions] }),
  );
