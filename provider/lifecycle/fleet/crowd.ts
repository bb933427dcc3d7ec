/**
 * Does one thing for each of many cards: a bounded number begins at a time, many may wait at a time, and what fails concerns only its own
 * card, unless it concerns all: then nothing more is begun.
 */
import { FourpayError, isFourpayError } from "../../model/errors";
import { presentable } from "../../model/redact";
import { PartialFailure } from "../operation";

export interface Failed {
  readonly key: string;
  readonly error: FourpayError;
}

export interface CrowdOptions<T> {
  readonly items: readonly T[];
  /** How many may be on their way to their first effect. The rest of the work is waiting, and costs nothing. */
  readonly beginning: number;
  /** How many may be under way in all. */
  readonly underWay: number;
  readonly keyOf: (item: T) => string;
  /** `begun` is called once the item no longer needs a place among those that begin, with whether its first effect was accepted. */
  readonly work: (item: T, begun: (accepted: boolean) => void) => Promise<void>;
  /** Goes on however many fail: where each is better than none. */
  readonly patient?: boolean;
  readonly signal: AbortSignal;
  /** Called after each item. */
  readonly tell: (done: number, failed: number) => void;
}

export interface CrowdResult<T> {
  readonly failed: readonly Failed[];
  /** Not begun, because something happened that concerns all. */
  readonly left: readonly T[];
}

/** What fails so often in a row without one success fails for a reason that will not go away, and each attempt may cost a fee. */
const FAILED_IN_A_ROW = 20;
const CONCERNS_ALL = ["unauthorized", "forbidden", "cancelled", "not_sent", "internal"] as const;

export async function eachOfCrowd<T>(options: CrowdOptions<T>): Promise<CrowdResult<T>> {
  const { items, beginning, underWay, keyOf, work, signal, tell, patient = false } = options;
  const failed: Failed[] = [];
  let [next, begins, active, done] = [0, 0, 0, 0];
  // Failures without a success between them: to be accepted at all, and to come to be after that.
  const inARow = { refused: 0, broken: 0 };
  let stopped = false;
  let wake = () => {};
  const start = (item: T): void => {
    let begun = false;
    let isAccepted = false;
    const leaveBeginning = (accepted: boolean) => {
      if (accepted) {
        isAccepted = true;
        inARow.refused = 0;
      }
      if (begun) return;
      begun = true;
      begins -= 1;
      wake();
    };
    begins += 1;
    active += 1;
    work(item, leaveBeginning).then(
      () => {
        inARow.refused = 0;
        inARow.broken = 0;
        settle();
      },
      (thrown: unknown) => {
        const error = causeOf(thrown);
        failed.push({ key: keyOf(item), error });
        inARow[isAccepted ? "broken" : "refused"] += 1;
        const hopeless = !patient && Math.max(inARow.refused, inARow.broken) >= FAILED_IN_A_ROW;
        if (isFourpayError(error, ...CONCERNS_ALL) || hopeless) stopped = true;
        settle();
      },
    );
    const settle = () => {
      active -= 1;
      done += 1;
      leaveBeginning(false);
      tell(done, failed.length);
      wake();
    };
  };
  for (;;) {
    const open = next < items.length && !stopped && !signal.aborted;
    if (open && begins < beginning && active < underWay) {
      start(items[next] as T);
      next += 1;
    } else if (active === 0) break;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
  return { failed, left: items.slice(next) };
}

/** A mistake of ours must not lose what is known of all other cards. */
function causeOf(thrown: unknown): FourpayError {
  const reason: unknown = thrown instanceof PartialFailure ? thrown.reason : thrown;
  if (reason instanceof FourpayError) return reason;
  const text = reason instanceof Error ? `${reason.name}: ${reason.message}` : "an unknown error";
  return new FourpayError("internal", `Unexpected: ${presentable(text)}.`, {
    hint: "Please report this as a defect of pulumi-fourpay.",
    cause: reason,
  });
}
