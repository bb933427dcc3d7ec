// Account endpoints: everything about accounts that can only be read.
import { z } from "zod";
import { cardTypes } from "../store/entities";
import { visibleWallets } from "../store/find";
import type { Store } from "../store/store";
import {
  account,
  accountBalance,
  accountSummary,
  countCards,
  showAccount,
  showAccountBalance,
  showAccountSummary,
} from "./accountWire";
import { documented } from "./documentation";
import { type Endpoint, endpoint } from "./endpoint";
import { items } from "./fields";
import { accountOf } from "./lookup";

/** Assumption: the shape depends on the provider; this is the one the documentation shows, and no limit ranges are among it. */
const restrictions = documented(
  z.object({
    maxCards: z.int(),
    currentCards: z.int(),
    allowedCardTypes: z.array(z.enum(cardTypes)),
    restrictions: z.array(z.unknown()),
  }),
  { id: "AccountRestrictions" },
);

export function accountEndpoints(store: Store): Endpoint[] {
  return [
    endpoint({
      method: "GET",
      template: "/accounts",
      summary: "List accounts",
      write: false,
      answer: items(accountSummary),
      // Assumption: newest first, like every other list.
      handle: () => ({
        items: visibleWallets(store)
          .reverse()
          .map((wallet) => showAccountSummary(store, wallet)),
      }),
    }),
    endpoint({
      method: "GET",
      template: "/accounts/{account_uuid}",
      summary: "Account details",
      write: false,
      answer: account,
      handle: ({ params }) => showAccount(store, accountOf(store, params)),
    }),
    endpoint({
      method: "GET",
      template: "/accounts/{account_uuid}/balance",
      summary: "Account balance",
      write: false,
      answer: accountBalance,
      handle: ({ params }) => showAccountBalance(store, accountOf(store, params)),
    }),
    endpoint({
      method: "GET",
      template: "/accounts/{account_uuid}/restrictions",
      summary: "Restrictions on issuing",
      write: false,
      answer: restrictions,
      handle({ params }) {
        const wallet = accountOf(store, params);
        return {
          maxCards: store.settings.behaviour.merchantMaxCards,
          currentCards: countCards(store, wallet),
          allowedCardTypes: [...wallet.provider.cardTypes],
          restrictions: [],
        };
      },
    }),
  ];
}
