// Transfers between accounts. There is no transfer id: an accepted transfer is seen in balances and transactions only.
import { z } from "zod";
import { uuid } from "../shared/fields";
import type { Wallet } from "../store/entities";
import { showMoney } from "../store/money";
import { SandboxRejection } from "../store/rejection";
import type { Store } from "../store/store";
import { mayTransfer, transferMoney } from "../store/transfers";
import { documented } from "./documentation";
import { type Endpoint, endpoint } from "./endpoint";
import { currency, description, items, positiveAmount, shown } from "./fields";
import { accountOf } from "./lookup";

const transferBody = z.object({ destinationAccountUuid: uuid, amount: positiveAmount, currency, description });

const transfer = documented(
  z.object({
    status: z.string(),
    message: z.string(),
    sourceAccountUuid: shown.id,
    destinationAccountUuid: shown.id,
    amount: shown.amount,
    currency: z.string(),
    fromTransactionId: shown.id.optional(),
    toTransactionId: shown.id.optional(),
  }),
  { id: "Transfer" },
);

/** Assumption: an amount in a currency that is not the account's is refused, also when the currency is only the default. */
export function refuseForeign(wallet: Wallet, given: string): void {
  if (given === wallet.provider.currency) return;
  throw new SandboxRejection("invalid", "currency differs from the wallet's", ["currency"], given);
}

export function transferEndpoints(store: Store): Endpoint[] {
  return [
    endpoint({
      method: "GET",
      template: "/accounts/{account_uuid}/transfer-destinations",
      summary: "Accounts that can receive money from this one",
      write: false,
      answer: items(z.object({ id: shown.id, name: z.string(), currency: z.string() })),
      handle({ params }) {
        const source = accountOf(store, params);
        const able = [...store.wallets.values()].reverse().filter((wallet) => mayTransfer(source, wallet));
        return { items: able.map(({ id, name, provider }) => ({ id, name, currency: provider.currency })) };
      },
    }),
    endpoint({
      method: "POST",
      template: "/accounts/{account_uuid}/transfer",
      summary: "Move money to another account",
      write: true,
      refusals: [400],
      body: transferBody,
      answer: transfer,
      handle({ params, body }) {
        const source = accountOf(store, params);
        const destination = store.wallets.get(body.destinationAccountUuid);
        // Assumption: an account named in the body that does not exist is a wrong value, not a missing page.
        if (!destination) {
          throw new SandboxRejection("invalid", "unknown wallet", ["destinationId"], body.destinationAccountUuid);
        }
        refuseForeign(source, body.currency);
        const echo = {
          sourceAccountUuid: source.id,
          destinationAccountUuid: destination.id,
          amount: showMoney(body.amount),
          currency: body.currency,
        };
        if (store.settings.behaviour.merchantTransfer === "accepted") {
          transferMoney(store, source, destination, body.amount, "later");
          return { status: "accepted", message: "Transfer request accepted", ...echo };
        }
        const { debitId, creditId } = transferMoney(store, source, destination, body.amount, "now");
        const ids = { fromTransactionId: debitId, toTransactionId: creditId };
        return { status: "completed", message: "Transfer completed", ...echo, ...ids };
      },
    }),
  ];
}
