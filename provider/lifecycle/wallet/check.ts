/** Wallet inputs: validated and normalised; what the API has no way back from, or this dialect cannot do, is refused before any request. */
import { walletInputs } from "../../model/inputs/wallet";
import { canonicalDecimal, canonicalMoney } from "../../model/money";
import { containsUnknown, isRecord, isUnknown } from "../../model/unknown";
import { type Failure, failure, type Raw, validate } from "../../model/validate";
import { autoName, isAutoName } from "../naming";
import type { CheckContext, Checked } from "../operation";

export const WALLET_NAME_MAX = 40;

export function checkWallet(context: CheckContext, olds: Raw, news: Raw): Checked {
  const failures = [...validate(walletInputs, news), ...dialectFailures(context, news), ...changeFailures(olds, news)];
  return failures.length > 0 ? { inputs: news, failures } : { inputs: normalised(context, olds, news), failures };
}

function dialectFailures({ issuer }: CheckContext, news: Raw): Failure[] {
  const { dialect, managesWallets } = issuer.capabilities;
  if (managesWallets) {
    return [
      ...(news.providerId === undefined
        ? [failure("providerId", "is required: an id from the wallet providers list")]
        : []),
      ...(news.accountId === undefined
        ? []
        : [failure("accountId", `is not allowed: the ${dialect} API creates wallets from a providerId`)]),
    ];
  }
  const refused = ["providerId", "name", "fees", "binDirections", "active"].filter((key) => news[key] !== undefined);
  return [
    ...(news.accountId === undefined
      ? [failure("accountId", "is required: the existing account this wallet stands for")]
      : []),
    ...refused.map((key) => failure(key, `is not allowed: the ${dialect} API cannot create or change an account`)),
  ];
}

function changeFailures(olds: Raw, news: Raw): Failure[] {
  const failures: Failure[] = [];
  for (const key of ["providerId", "accountId"]) {
    if (olds[key] !== undefined && news[key] !== undefined && !isUnknown(news[key]) && olds[key] !== news[key]) {
      failures.push(failure(key, "cannot be changed: money and cards cannot move with it; declare a new wallet"));
    }
  }
  const keptFees = isRecord(news.fees) || isUnknown(news.fees) ? news.fees : {};
  for (const kind of isRecord(olds.fees) ? Object.keys(olds.fees) : []) {
    if (isRecord(keptFees) && keptFees[kind] === undefined) {
      failures.push(
        failure(
          `fees.${kind}`,
          "cannot be removed: the API has no way back to the inherited fee; keep it, or declare another value",
        ),
      );
    }
  }
  if (Array.isArray(olds.binDirections) && olds.binDirections.length > 0 && !containsUnknown(news.binDirections)) {
    const kept = new Set(categories(news.binDirections));
    if (categories(olds.binDirections).some((category) => !kept.has(category))) {
      failures.push(
        failure(
          "binDirections",
          "cannot be removed once set: the API has no way back; keep the category and change its BINs instead",
        ),
      );
    }
  }
  return failures;
}

function categories(directions: unknown): unknown[] {
  return Array.isArray(directions)
    ? directions.map((direction) => (isRecord(direction) ? direction.categoryId : undefined))
    : [];
}

function normalised({ namespace, issuer }: CheckContext, olds: Raw, news: Raw): Raw {
  const inputs: Record<string, unknown> = { ...news };
  const urn = olds.resourceUrn ?? news.resourceUrn;
  if (urn !== undefined) inputs.resourceUrn = urn;
  if (isRecord(news.fees)) {
    inputs.fees = Object.fromEntries(
      Object.entries(news.fees)
        .filter(([, fee]) => fee !== undefined)
        .map(([kind, fee]) => [kind, isRecord(fee) ? normalFee(fee) : fee]),
    );
  }
  if (!issuer.capabilities.managesWallets) return inputs;
  inputs.name =
    news.name ??
    (isAutoName(olds.name, olds.resourceUrn, WALLET_NAME_MAX)
      ? olds.name
      : autoWalletName(namespace, urn as string, news));
  return inputs;
}

/** The name a wallet of this declaration gets. */
export function autoWalletName(namespace: string, urn: string, { providerId }: Raw): ReturnType<typeof autoName> {
  return autoName({ namespace, urn, identity: { providerId } }, WALLET_NAME_MAX);
}

function normalFee(fee: Record<string, unknown>): Record<string, unknown> {
  const { percent, amount } = fee;
  return {
    ...fee,
    ...(percent === undefined || isUnknown(percent) ? {} : { percent: canonicalDecimal(percent as string | number) }),
    ...(amount === undefined || isUnknown(amount) ? {} : { amount: canonicalMoney(amount as string | number) }),
  };
}
