/** Pays the initial balance in, once in the card's life: only into a card this declaration issued, empty, and never topped up before. */
import type { CardRef } from "../../api/port";
import type { Card } from "../../model/entities";
import { FourpayError, isFourpayError } from "../../model/errors";
import { isPositive } from "../../model/money";
import { DONE, pending } from "../../wait/conditions";
import { pollUntil } from "../../wait/poll";
import { applyChange, windowIsOver, writing } from "../apply";
import type { Operation } from "../operation";

/**
 * What earlier runs know of the payment. `never`: it was not sent. `perhaps`: it may have been sent, by a run that was killed or whose reply
 * was lost. `accepted`: the API took it on, so it is never sent again, however long it takes.
 */
export type PaymentSent = "never" | "perhaps" | "accepted";

/** `on_its_way`: taken on, but not on the card yet. */
type Payment = "none" | "on_its_way" | "arrived";

interface Observed {
  readonly seen: Card;
  readonly payment: Payment;
}

export interface InitialPayment {
  readonly ref: CardRef;
  readonly amount: string;
  readonly sent: PaymentSent;
  /** Told as soon as more is known about the payment than before. */
  readonly learned: (sent: PaymentSent) => void;
}

export async function fundOnce(operation: Operation, payment: InitialPayment, card: Card): Promise<Card> {
  const { ref, amount, sent } = payment;
  if (!isPositive(amount)) return card;
  const observe = await observer(operation, ref);
  const before = await lookFirst(operation, sent, observe);
  if (before.payment === "arrived") return before.seen;
  if (before.payment === "none" && sent !== "accepted") {
    operation.progress("paying the initial balance in");
    const { seen, payment: now } = await applyChange<Observed>(operation, {
      what: "the initial balance to be taken on",
      send: () => send(operation, payment),
      observe,
      judge: (observed) => (observed.payment === "none" ? pending("no payment") : DONE),
    }).catch((error: unknown) => {
      throw isFourpayError(error, "rejected") && before.seen.status === "frozen" ? whileFrozen(error) : error;
    });
    if (now === "arrived") return seen;
  }
  const { seen } = await arrival(operation, observe, "Run `pulumi up` again to go on waiting");
  return seen;
}

/** Pays nothing; waits for what another run sent. Money that arrives on a card after it was closed is lost to us. */
export async function awaitPayment(operation: Operation, ref: CardRef, sent: "never" | "perhaps"): Promise<void> {
  const observe = await observer(operation, ref);
  const { payment } = await lookFirst(operation, sent, observe);
  if (payment === "on_its_way") await arrival(operation, observe, "Run the same command again to go on waiting");
}

/** Not unfrozen for the payment: somebody wants that card not to spend. */
function whileFrozen(cause: FourpayError): FourpayError {
  return new FourpayError(
    "rejected",
    `${cause.message} Nothing was paid in. The card is frozen, and that may be why.`,
    {
      hint: "Look at the wallet's balance first. If it is the freeze: declare `frozen: false` and run `pulumi up`, which unfreezes the card and then pays; or take `initialBalance` out.",
      cause,
      ...(cause.request === undefined ? {} : { request: cause.request }),
    },
  );
}

type Observe = (signal: AbortSignal) => Promise<Observed>;

async function observer(operation: Operation, ref: CardRef): Promise<Observe> {
  const { cardsHoldBalance } = await operation.run.rules(ref.walletId, operation);
  return async (signal) => {
    const seen = await operation.issuer.getCard(ref, { signal });
    return { seen, payment: await paymentInto(operation, ref, seen, cardsHoldBalance === true, signal) };
  };
}

function arrival(operation: Operation, observe: Observe, advice: string): Promise<Observed> {
  return pollUntil<Observed>({
    ...operation,
    what: "the initial balance to arrive on the card",
    observe: () => observe(operation.signal),
    judge: (observed) => (observed.payment === "arrived" ? DONE : pending("on its way")),
    timeoutHint: `The API took the payment on; it is not sent again. ${advice}, and look at the card in the 4pay dashboard.`,
  });
}

async function send(operation: Operation, { ref, amount, learned }: InitialPayment): Promise<void> {
  try {
    const call = writing(operation);
    learned("perhaps");
    await operation.issuer.fundCard(ref, amount, call);
    learned("accepted");
  } catch (error) {
    if (!isFourpayError(error, "outcome_unknown")) learned("never");
    throw error;
  }
}

/** A payment that may have been sent by an earlier run gets the outcome window to show before it counts as never sent. */
async function lookFirst(operation: Operation, sent: PaymentSent, observe: Observe): Promise<Observed> {
  if (sent !== "perhaps") return observe(operation.signal);
  let last: Observed | undefined;
  try {
    return await pollUntil<Observed>({
      ...operation,
      what: "an initial balance that an earlier run may have paid in",
      observe: async () => {
        last = await observe(operation.signal);
        return last;
      },
      judge: ({ payment }) => (payment === "none" ? pending("no payment") : DONE),
      deadline: Math.min(operation.clock.now() + operation.outcomeWindowMs, operation.deadline),
    });
  } catch (error) {
    if (!windowIsOver(operation, error) || last === undefined) throw error;
    return last;
  }
}

/** Money on the card, or a top-up in its history: either way the initial balance was paid in, by whomever. */
async function paymentInto(
  operation: Operation,
  ref: CardRef,
  card: Card,
  ownBalance: boolean,
  signal: AbortSignal,
): Promise<Payment> {
  // Where the API does not say that cards hold a balance, what a card shows may be its wallet's money and proves nothing.
  if (ownBalance && card.availableBalance !== undefined && isPositive(card.availableBalance)) return "arrived";
  const operations = await operation.issuer.listCardOperations(
    { cardIds: [ref.cardId], types: ["top_up"] },
    { signal },
  );
  const valid = operations.filter(
    (entry) =>
      entry.type === "top_up" && entry.cardId === ref.cardId && !["declined", "canceled"].includes(entry.status),
  );
  if (valid.length === 0) return "none";
  return valid.some((entry) => entry.status === "completed") ? "arrived" : "on_its_way";
}
