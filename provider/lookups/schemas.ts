/** What the arguments of a lookup may be. */
import { z } from "zod";
import type { ArgsOf, LookupName } from "./args";

const text = z.string("a text is wanted").min(1, "it must not be empty");
const list = z.array(text, "a list of texts is wanted").readonly();
const time = z.iso.datetime({ offset: true, error: "a time such as 2026-01-31T00:00:00Z is wanted" });
const walletId = z.strictObject({ walletId: text });
const none = z.strictObject({});
const operations = {
  walletIds: list.optional(),
  types: list.optional(),
  statuses: list.optional(),
  from: time.optional(),
  to: time.optional(),
};

export const schemas: { readonly [N in LookupName]: z.ZodType<Loose<ArgsOf<N>>> } = {
  getWallet: z
    .strictObject({ id: text.optional(), name: text.optional() })
    .refine(({ id, name }) => (id === undefined) !== (name === undefined), "give either id or name"),
  getWallets: z.strictObject({ nameContains: text.optional(), statuses: list.optional() }),
  getWalletProviders: none,
  getWalletRules: walletId,
  getWalletBalance: walletId,
  getWalletRestrictions: walletId,
  getTransferDestinations: walletId,
  getBinOptions: z.strictObject({
    walletIds: list.optional(),
    providerIds: list.optional(),
    categories: list.optional(),
  }),
  getHolder: z
    .strictObject({ id: text.optional(), email: text.optional() })
    .refine(({ id, email }) => (id === undefined) !== (email === undefined), "give either id or email"),
  getHolders: z.strictObject({ walletId: text.optional() }),
  getCard: z
    .strictObject({
      id: text.optional(),
      walletId: text.optional(),
      name: text.optional(),
      holderId: text.optional(),
    })
    .refine(({ id, name }) => (id === undefined) !== (name === undefined), "give either id, or walletId and name")
    .refine(({ name, walletId }) => name === undefined || walletId !== undefined, "a name wants its walletId"),
  getCards: z.strictObject({
    walletId: text.optional(),
    holderId: text.optional(),
    nameContains: text.optional(),
    statuses: list.optional(),
  }),
  getCardOperations: z.strictObject({ ...operations, cardIds: list.optional() }),
  getWalletOperations: z.strictObject(operations),
  getDeposit: z.strictObject({ id: text }),
  getDeposits: z.strictObject({ statuses: list.optional() }),
  getWebhookEvents: none,
};

/** A property that is not stated may as well be there and be undefined. */
type Loose<T> = { readonly [K in keyof T]: undefined extends T[K] ? T[K] | undefined : T[K] };
export type Given<N extends LookupName> = Loose<ArgsOf<N>>;
