// Timers of Node may ring a millisecond early: the time limit of an operation is then over although the clock does not say so yet.
import { expect, it } from "vitest";
import type { CardIssuer } from "../../../provider/api/port";
import { fundOnce, type PaymentSent } from "../../../provider/lifecycle/card/fund";
import type { Operation } from "../../../provider/lifecycle/operation";
import { timeLimit } from "../../../provider/lifecycle/timeLimit";
import type { Card } from "../../../provider/model/entities";
import { ManualClock } from "../api/support/clock";

class EarlyClock extends ManualClock {
  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return super.sleep(Math.max(0, ms - 1), signal);
  }
}

function early(limitMs: number, issuer: object) {
  const clock = new EarlyClock();
  const limit = timeLimit(clock, limitMs, new AbortController().signal);
  const run = { rules: () => Promise.resolve({ cardsHoldBalance: true }), own() {} };
  const operation = {
    ...limit,
    clock,
    random: () => 0.5,
    issuer: issuer as CardIssuer,
    run,
    urn: "urn",
    outcomeWindowMs: 60_000,
    progress() {},
    note() {},
  } as unknown as Operation;
  return { clock, operation };
}

it("a payment that may have been sent is not forgotten when the time limit ends the look for it", async () => {
  const card = { id: "c", walletId: "w", status: "active", availableBalance: "0" } as Card;
  let paid = 0;
  const { clock, operation } = early(5_000, {
    getCard: () => Promise.resolve(card),
    listCardOperations: () => Promise.resolve([]),
    fundCard: async () => {
      paid += 1;
    },
  });
  const learned: PaymentSent[] = [];
  const payment = {
    ref: { walletId: "w", cardId: "c" },
    amount: "25",
    sent: "perhaps" as const,
    learned: (sent: PaymentSent) => void learned.push(sent),
  };
  const ended = fundOnce(operation, payment, card).catch((error: unknown) => error);
  await clock.advance(10_000);
  expect(await ended).toMatchObject({ code: "wait_timeout" });
  expect({ learned, paid }).toEqual({ learned: [], paid: 0 });
});
