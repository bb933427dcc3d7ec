/** How a fleet's operation looks to one of its cards: as an operation of its own, with the fleet's time limit, budget and cancel. */
import { setMaxListeners } from "node:events";
import type { Operation } from "../operation";

/** What a single card may take; one that is stuck must not keep all others from being reported. */
const CARD_MS = 600_000;
/** Signals with thousands of listeners are slow to leave, so each of these serves a part of the cards. */
const LANES = 64;
/** Notes about single cards; more are counted. */
const MOST_NOTES = 20;

export interface Members {
  /** For the member of this name, whose marks are made from this URN. */
  operation(key: string, urn: string): Operation;
  /** Says how many notes were kept back. */
  finish(): void;
}

/** `statedSeconds`: what `customTimeouts` give the whole operation. */
export function membersOf(fleet: Operation, statedSeconds?: number): Members {
  const longestMs = statedSeconds === undefined ? CARD_MS : statedSeconds * 1_000;
  const lanes = Array.from({ length: LANES }, () => ({
    signal: following(fleet.signal),
    writeSignal: following(fleet.writeSignal),
    cancelled: following(fleet.cancelled),
  }));
  let next = 0;
  let notes = 0;
  return {
    operation(key, urn) {
      next += 1;
      return {
        ...fleet,
        ...lanes[next % LANES],
        urn,
        deadline: Math.min(fleet.deadline, fleet.clock.now() + longestMs),
        progress: () => {},
        note(severity, text) {
          notes += 1;
          if (notes <= MOST_NOTES) fleet.note(severity, `${key}: ${text}`);
        },
      };
    },
    finish() {
      if (notes > MOST_NOTES) fleet.note("info", `${notes - MOST_NOTES} more notes about single cards are not shown.`);
    },
  };
}

/** A signal of its own that aborts with the other one, for the same reason. */
function following(signal: AbortSignal): AbortSignal {
  const own = new AbortController();
  setMaxListeners(0, own.signal);
  if (signal.aborted) own.abort(signal.reason);
  else {
    setMaxListeners(0, signal);
    signal.addEventListener("abort", () => own.abort(signal.reason), { once: true });
  }
  return own.signal;
}
