/** What a program has to say of an object that exists, so that it is exactly what is there. Pure. */
import type { Card, Holder, Wallet } from "../../model/entities";
import { limitEntries } from "../../model/limits";
import { canonicalMoney, currencyDecimals, decimalsOf } from "../../model/money";
import type { Raw } from "../../model/validate";

/** Without `walletId`, which the program knows by another name. `undefined` where the API does not show whose card it is. */
export function cardDeclaration(card: Card): (Raw & { readonly holderId: string }) | undefined {
  const { name, holderId, status } = card;
  if (holderId === undefined) return undefined;
  const limits = Object.fromEntries(
    limitEntries(card.limits ?? {}).map(([key, value]) => [key, canonicalMoney(value)]),
  );
  return {
    holderId,
    ...(name === undefined ? {} : { name }),
    ...(card.cardType?.toLowerCase() === "physical" ? { cardType: "physical" } : {}),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(needsCurrency(card) ? { currency: card.currency } : {}),
    // A card that is not frozen says nothing: whoever freezes it later is not overruled.
    ...(status === "frozen" ? { frozen: true } : {}),
  };
}

/** Only where amounts of this currency have more decimals than amounts of any other may have. */
function needsCurrency({ currency, limits = {} }: Card): boolean {
  return (
    limitEntries(limits).some(([, value]) => decimalsOf(value) > currencyDecimals(undefined)) && currency !== undefined
  );
}

export function holderDeclaration(
  { id, firstName, lastName, email, phone }: Holder,
  accountId: string | undefined,
): Raw {
  return {
    cardOwnerId: id,
    firstName,
    lastName,
    email,
    ...(phone === undefined ? {} : { phone }),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

/** The provider is not shown by any wallet; on `merchant` a wallet stands for an account, and that is all there is to say. */
export function walletDeclaration({ id, name }: Wallet, providerId: string | undefined): Raw {
  return providerId === undefined ? { accountId: id } : { providerId, ...(name === undefined ? {} : { name }) };
}
