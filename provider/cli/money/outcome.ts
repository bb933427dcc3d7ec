/** How an action on money ends: what is certain, and what a pipeline may conclude from the exit code. */
import { type ErrorCode, explain, FourpayError } from "../../model/errors";

export type OutcomeKind = "done" | "declined" | "not sent" | "unsupported" | "accepted" | "unknown";

export interface Outcome {
  readonly outcome: OutcomeKind;
  /** One sentence: what is true now. */
  readonly message: string;
  /** What to do, or where to look. */
  readonly next?: string;
  /** Why, where an error is the reason. */
  readonly code?: ErrorCode;
  /** For `--json` as it is, for a person line by line. Plain values only. */
  readonly details: Readonly<Record<string, unknown>>;
}

export const EXIT_CODES: { readonly [K in OutcomeKind]: number } = {
  done: 0,
  declined: 1,
  "not sent": 1,
  unsupported: 1,
  accepted: 2,
  unknown: 3,
};

export const EXIT_HELP = `
Exit codes: 0 done; 1 nothing was moved (not sent, declined or unsupported); 2 the API took it on and it did not show as done
in time; 3 unknown: it may have been processed, look before you repeat it. Nothing is ever sent twice by one command.`;

/** For whatever fails before anything is sent. */
export function notSent(error: unknown): Outcome {
  if (!(error instanceof FourpayError)) throw error;
  return { outcome: "not sent", message: explain(error), code: error.code, details: {} };
}

/** How a write ended, as far as its answer tells. */
export type Sent<T> = { readonly answer: T } | { readonly lost: unknown };

/** These say for certain that nothing was processed. */
const NOT_PROCESSED = [
  "input_invalid",
  "config_invalid",
  "config_missing",
  "refused",
  "not_sent",
  "rate_limited",
  "rejected",
  "unauthorized",
  "forbidden",
  "not_found",
  "cancelled",
] as const satisfies readonly ErrorCode[];

/** Sends once. Rejects only where nothing was processed for certain; everything else that goes wrong is a lost reply. */
export async function sendOnce<T>(send: () => Promise<T>): Promise<Sent<T>> {
  try {
    return { answer: await send() };
  } catch (error) {
    const certain = error instanceof FourpayError && (NOT_PROCESSED as readonly string[]).includes(error.code);
    if (certain) throw error;
    return { lost: error };
  }
}

export function outcomeText(outcome: Outcome): string {
  const { outcome: kind, message, next, details } = outcome;
  const lines = Object.entries(details).flatMap(([name, value]) => detailLines(name, value));
  return [`${kind}: ${message}`, ...lines, ...(next === undefined ? [] : [next])].join("\n");
}

function detailLines(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  const shown =
    typeof value === "object" && value !== null
      ? Object.values(value)
          .filter((part) => part !== undefined)
          .map((part) => (typeof part === "string" ? part : JSON.stringify(part)))
          .join("  ")
      : String(value);
  return [`  ${name.padEnd(9)} ${shown}`];
}

export function outcomeJson(action: string, { outcome, message, next, code, details }: Outcome): string {
  return JSON.stringify({ action, outcome, exitCode: EXIT_CODES[outcome], code, message, next, ...details }, null, 2);
}
