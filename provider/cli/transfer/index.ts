/** `fourpay transfer`: money from one account to another, once. What was sent and not answered is looked for, never sent again. */
import type { MerchantClient } from "../../api/merchant/client";
import { FourpayError } from "../../model/errors";
import { presentable } from "../../model/redact";
import {
  type Acting,
  type ActionOptions,
  type ActionWorld,
  confirm,
  isRecent,
  runAction,
  watch,
} from "../money/action";
import { type Outcome, sendOnce } from "../money/outcome";
import { orderOf, planOf, type TransferOrder, type TransferQuestion } from "./order";
import { newIn, pairOf, type Route, stateOf, type Trace, traceOf } from "./trace";

export interface TransferOptions extends ActionOptions, TransferQuestion {}

export function runTransfer(options: TransferOptions, world: ActionWorld): Promise<number> {
  return runAction("transfer", options, world, async (acting) => {
    const { client } = acting;
    if (client.dialect !== "merchant") {
      return {
        outcome: "unsupported",
        message:
          "The organization API announces transfers between wallets but publishes neither path nor body, so none is guessed. Nothing was requested.",
        next: "Move the money in the 4pay dashboard.",
        details: {},
      };
    }
    return transfer(options, world, acting, client);
  });
}

async function transfer(
  options: TransferOptions,
  world: ActionWorld,
  acting: Acting,
  client: MerchantClient,
): Promise<Outcome> {
  const { clock, signal } = world;
  const order = await orderOf(client, options, signal);
  const route: Route = { fromId: order.from.id, toId: order.to.id, amount: order.amount };
  const started = clock.now();
  const since = started - options.within * 60_000;
  const look = () => traceOf(client, route, since, signal);
  const shown = await look();
  if (!options.again) refuseRepeated(shown, started, options);
  await confirm(planOf(order), order.amount, options, world);
  // A person may have taken a while, and somebody else may have been quicker.
  const before = options.yes ? shown : await look();
  if (!options.again && pairOf(newIn(before, shown)) !== undefined) {
    throw new FourpayError("refused", "Meanwhile the same transfer was made. Nothing was sent.", {
      hint: "If this is another one, add --again.",
    });
  }
  signal.throwIfAborted();
  // A request on its way is not called back by Ctrl-C: only its answer tells what became of it.
  const sent = await sendOnce(() => client.accounts.transfer(order.from.id, bodyOf(order), { beginSignal: signal }));
  const lost = "lost" in sent;
  if ("answer" in sent && sent.answer.state === "done") {
    const { fromOperationId, toOperationId } = sent.answer;
    const operations = { from: fromOperationId, to: toOperationId };
    return {
      outcome: "done",
      message: "The money was moved.",
      details: await detailsOf(client, order, operations, signal),
    };
  }
  world.report(lost ? "The reply was lost; looking whether the money was moved." : "Accepted; waiting for it to show.");
  const seen = await watch(
    acting,
    world,
    "the transfer to show in both accounts",
    async () => newIn(await look(), before),
    (trace) => ["done", "declined"].includes(stateOf(trace)),
  );
  return concluded(client, order, seen ?? { out: [], into: [] }, { lost, signal });
}

async function concluded(
  client: MerchantClient,
  order: TransferOrder,
  seen: Trace,
  { lost, signal }: { readonly lost: boolean; readonly signal: AbortSignal },
): Promise<Outcome> {
  const pair = pairOf(seen);
  const operations = { from: (pair?.from ?? seen.out.at(-1))?.id, to: (pair?.to ?? seen.into.at(-1))?.id };
  const details = await detailsOf(client, order, operations, signal);
  const state = stateOf(seen);
  const where = `Look at the transactions of both accounts in the 4pay dashboard before you repeat it: an order of ${order.amount} ${order.currency}.`;
  if (state === "done") {
    const how = lost ? "The reply was lost, but the money was moved: both accounts show it." : "The money was moved.";
    return { outcome: "done", message: how, details };
  }
  if (state === "declined")
    return { outcome: "declined", message: "The API declined it. No money was moved.", details };
  if (!lost || pair !== undefined) {
    const message = "The API took the transfer on, and it did not show as completed in time. It is not sent again.";
    return { outcome: "accepted", message, next: where, details };
  }
  return {
    outcome: "unknown",
    message: "The reply was lost, and the transfer did not show in both accounts in time. Nothing was sent again.",
    next: where,
    code: "outcome_unknown",
    details,
  };
}

function bodyOf({ to, amount, currency, reference }: TransferOrder) {
  return {
    destinationAccountId: to.id,
    amount,
    currency,
    ...(reference !== undefined && { description: reference }),
  };
}

/** The same amount between the same accounts a moment ago is most likely this very order, run twice. */
function refuseRepeated(shown: Trace, now: number, { within, reference }: TransferOptions): void {
  const recent = ({ createdAt }: { readonly createdAt?: string }) => isRecent(createdAt, now, within);
  const pair = pairOf({ out: shown.out.filter(recent), into: shown.into.filter(recent) });
  const hint = "If this is not the same one run twice, add --again.";
  if (pair !== undefined) {
    throw new FourpayError(
      "refused",
      `The same amount was moved between these accounts within the last ${within} minutes (${presentable(pair.from.id)}, ${pair.from.createdAt ?? "time not shown"}). Nothing was sent.`,
      { hint },
    );
  }
  const named = [...shown.out, ...shown.into].find(({ description }) => description === reference);
  if (reference === undefined || named === undefined) return;
  throw new FourpayError(
    "refused",
    `A transaction with this reference is there: ${presentable(named.id)}. Nothing was sent.`,
    {
      hint,
    },
  );
}

/** Balances as they are now, where they can be read: they are told, nothing depends on them. */
async function detailsOf(
  client: MerchantClient,
  { from, to, amount, currency, reference }: TransferOrder,
  operations: { readonly from: string | undefined; readonly to: string | undefined },
  signal: AbortSignal,
) {
  const after = (id: string) =>
    client.accounts.balance(id, { signal }).then(
      ({ availableBalance }) => availableBalance,
      () => undefined,
    );
  const [left, arrived] = await Promise.all([after(from.id), after(to.id)]);
  const side = (
    { id, name, availableBalance: before }: TransferOrder["from"],
    now: string | undefined,
    op?: string,
  ) => ({
    id,
    name,
    before,
    after: now,
    operation: op,
  });
  return {
    from: side(from, left, operations.from),
    to: side(to, arrived, operations.to),
    amount,
    currency,
    reference,
  };
}
