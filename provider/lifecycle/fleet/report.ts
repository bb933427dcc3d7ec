/** What a fleet says: while it works, and when not all of it could be done. */
import { explain, FourpayError } from "../../model/errors";
import type { Operation } from "../operation";
import type { Failed } from "./crowd";

const MOST_NAMED = 20;
const TELL_EVERY_MS = 1_000;

/** "issued 812 of 1,000, 3 failed, about 12 s left", at most once a second. */
export function teller(
  { clock, progress }: Pick<Operation, "clock" | "progress">,
  doing: string,
  all: number,
): (done: number, failed: number) => void {
  const began = clock.now();
  let told = began - TELL_EVERY_MS;
  return (done, failed) => {
    const at = clock.now();
    if (at - told < TELL_EVERY_MS && done < all) return;
    told = at;
    const left = done === 0 || at === began ? undefined : ((at - began) / done) * (all - done);
    const parts = [
      `${doing} ${number(done - failed)} of ${number(all)}`,
      ...(failed === 0 ? [] : [`${number(failed)} failed`]),
      ...(left === undefined || done === all ? [] : [`about ${Math.ceil(left / 1_000)} s left`]),
    ];
    progress(parts.join(", "));
  };
}

export interface Incomplete {
  readonly failed: readonly Failed[];
  /** Keys that were not begun, because something concerned all. */
  readonly left: readonly string[];
  /** How many cards exist and are recorded. */
  readonly recorded: number;
  readonly declared: number;
}

/** One error for all: the first failures by key, the rest as a count, and what is true now. */
export function incomplete({ failed, left, recorded, declared }: Incomplete): FourpayError {
  const what = `${number(recorded)} of ${number(declared)} declared cards exist and are recorded.`;
  return partial(what, "it goes on with what is missing and does nothing twice", { failed, left });
}

/** The same of a destroy. */
export function stillOpen(open: number, { failed, left }: Pick<Incomplete, "failed" | "left">): FourpayError {
  const what = `${number(open)} cards of the fleet are still to be closed.`;
  return partial(what, "what is closed already is passed over", { failed, left });
}

function partial(what: string, then: string, { failed, left }: Pick<Incomplete, "failed" | "left">): FourpayError {
  const causes = new Map<string, Failed[]>();
  for (const one of failed) {
    const text = explain(one.error);
    const alike = causes.get(text);
    if (alike === undefined) causes.set(text, [one]);
    else alike.push(one);
  }
  const named = [...causes].slice(0, MOST_NAMED).map(([text, ones]) => `${keys(ones.map(({ key }) => key))}: ${text}`);
  const others = causes.size - named.length;
  const sentences = [
    what,
    ...(failed.length === 0 ? [] : [`${number(failed.length)} failed:`]),
    ...named,
    ...(others > 0 ? [`and ${number(others)} other reasons.`] : []),
    ...(left.length === 0 ? [] : [`${number(left.length)} were not begun after that.`]),
  ];
  return new FourpayError("partial", sentences.join("\n  "), {
    hint: `Run the same command again: ${then}.`,
    ...(failed[0] === undefined ? {} : { cause: failed[0].error }),
  });
}

export function keys(all: readonly string[]): string {
  const shown = all.slice(0, MOST_NAMED).join(", ");
  const more = all.length - MOST_NAMED;
  return more > 0 ? `${shown} and ${number(more)} more` : shown;
}

export function number(value: number): string {
  return value.toLocaleString("en-US");
}

export function tooManyClosures(count: number, allowed: number, keysToClose: readonly string[]): FourpayError {
  return new FourpayError(
    "refused",
    `This would close ${number(count)} cards for good (${keys(keysToClose)}); maxClosures allows ${number(allowed)}. Nothing was changed.`,
    {
      hint: `If that is meant, raise \`maxClosures\`, or set FOURPAY_MAX_CLOSURES=${count} (or fourpay:maxClosures) for this one run.`,
    },
  );
}
