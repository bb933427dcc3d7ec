// Inputs as a program may declare them, valid ones and ones with holes that are not known yet.

import type { CardIssuer } from "../../provider/api/port";
import { cardLifecycle } from "../../provider/lifecycle/card";
import { holderLifecycle } from "../../provider/lifecycle/holder";
import type { CheckContext, Lifecycle } from "../../provider/lifecycle/operation";
import { walletLifecycle } from "../../provider/lifecycle/wallet";
import { LIMIT_KEYS } from "../../provider/model/limits";
import { UNKNOWN } from "../../provider/model/unknown";
import type { Raw } from "../../provider/model/validate";
import { urnOf } from "../support/lifecycleWorld";
import fc from "../support/properties";

const capabilities = {
  dialect: "organization",
  managesWallets: true,
  updatesHolders: true,
  holdersNeedAccount: false,
  needsLimits: true,
};
export const context: CheckContext = { issuer: { capabilities } as unknown as CardIssuer, namespace: "" };

/** Logical names as wild as people give them. */
export const logicalName = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom("", "::", "---", "x".repeat(500), "日本語", "a::b"),
);

const uuid = fc.uuid();
export const amount = fc.oneof(
  fc.tuple(fc.nat(9_999_999), fc.nat(99)).map(([whole, cents]) => `${whole}.${String(cents).padStart(2, "0")}`),
  fc.nat(9_999_999).map(String),
  fc.nat(9_999_999),
  fc.nat(9_999_999).map((cents) => Number((cents / 100).toFixed(2))),
  fc.nat(9_999).map((whole) => `${whole}.5000000`),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const limits = fc
  .record(Object.fromEntries(LIMIT_KEYS.map((key) => [key, amount])), { requiredKeys: [] })
  .filter((set) => Object.keys(set).length > 0);
const words = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ()-]{1,38}$/);

const card = fc.record({
  walletId: uuid,
  holderId: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
  limits,
  name: maybe(words),
  cardType: maybe(fc.constantFrom("virtual", "physical")),
  currency: maybe(fc.constantFrom("USD", "EUR")),
  binId: maybe(uuid),
  frozen: maybe(fc.boolean()),
  initialBalance: maybe(amount),
  deletionPolicy: maybe(fc.constantFrom("close", "freeze", "retain")),
  waitFor: maybe(fc.constantFrom("active", "accepted")),
  reissue: maybe(words),
});
const percent = amount.map((value) => ({ percent: value }));
const fixed = amount.map((value) => ({ amount: value, currency: "USD" }));
const wallet = fc.record({
  providerId: uuid,
  name: maybe(words),
  fees: maybe(
    fc.record(
      { cardTransactions: fc.oneof(percent, fixed), cardIssuing: fixed, topUpsAllocation: percent },
      { requiredKeys: [] },
    ),
  ),
  binDirections: maybe(
    fc.array(fc.record({ categoryId: uuid, binIds: fc.array(uuid, { maxLength: 3 }) }), { maxLength: 3 }),
  ),
  active: maybe(fc.boolean()),
});
const holder = fc.record({
  firstName: words,
  lastName: words,
  email: fc.stringMatching(/^[a-z]{1,10}$/).map((name) => `${name}@example.com`),
  phone: maybe(fc.stringMatching(/^\+[0-9]{6,12}$/)),
  cardOwnerId: maybe(fc.stringMatching(/^[A-Za-z0-9-]{1,40}$/)),
});

export interface Resource {
  readonly lifecycle: Lifecycle;
  readonly inputs: Raw;
}

function resource(lifecycle: Lifecycle, type: string, inputs: fc.Arbitrary<object>): fc.Arbitrary<Resource> {
  return fc.tuple(inputs, logicalName).map(([declared, name]) => ({
    lifecycle,
    inputs: { ...compact(declared), resourceUrn: urnOf(type, name) },
  }));
}

export const cards = resource(cardLifecycle, "Card", card);
export const wallets = resource(walletLifecycle, "Wallet", wallet);
export const holders = resource(holderLifecycle, "Holder", holder);
export const resources = fc.oneof(cards, wallets, holders);

function compact(values: object): Raw {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The same value with some of its parts, at any depth, not known yet. `hide` decides one part after the other. */
export function withHoles(value: unknown, hide: () => boolean): unknown {
  if (hide()) return UNKNOWN;
  if (Array.isArray(value)) return value.map((item) => withHoles(item, hide));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withHoles(inner, hide)]));
}

/** A decision per part, from a list of random choices that starts again when it is used up. */
export function choices(list: readonly boolean[]): () => boolean {
  let next = 0;
  return () => list[next++ % list.length] ?? false;
}
