import { expect, it } from "vitest";
import { timeLimit } from "../../../provider/lifecycle/timeLimit";
import { FourpayError } from "../../../provider/model/errors";
import { ManualClock } from "../api/support/clock";

const cancellation = new FourpayError("cancelled", "Cancelled.");

function minute(cancelled = new AbortController().signal) {
  const clock = new ManualClock();
  return { clock, limit: timeLimit(clock, 60_000, cancelled) };
}

it("ends everything at the deadline, and what is on its way some seconds later", async () => {
  const { clock, limit } = minute();
  expect(limit.deadline).toBe(clock.now() + 60_000);
  await clock.advance(59_999);
  expect(limit.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(limit.signal.reason).toMatchObject({ code: "wait_timeout" });
  expect([limit.writeSignal.aborted, limit.cancelled.aborted]).toEqual([false, false]);
  await clock.advance(4_999);
  expect(limit.writeSignal.aborted).toBe(false);
  await clock.advance(1);
  expect(limit.writeSignal.reason).toBe(limit.signal.reason);
});

it.each(["at once on a cancel", "where the run is cancelled already"])(
  "ends %s, and gives what is on its way some seconds",
  async (when) => {
    const cancel = new AbortController();
    if (when !== "at once on a cancel") cancel.abort(cancellation);
    const { clock, limit } = minute(cancel.signal);
    cancel.abort(cancellation);
    expect([limit.signal.reason, limit.cancelled.reason]).toEqual([cancellation, cancellation]);
    await clock.advance(4_999);
    expect(limit.writeSignal.aborted).toBe(false);
    await clock.advance(1);
    expect(limit.writeSignal.reason).toBe(cancellation);
  },
);

it("says nothing more once the operation is over, and leaves no timer", async () => {
  const { clock, limit } = minute();
  limit.finish();
  expect(clock.pending).toBe(0);
  await clock.advance(100_000);
  expect([limit.signal.aborted, limit.writeSignal.aborted]).toEqual([false, false]);
});
