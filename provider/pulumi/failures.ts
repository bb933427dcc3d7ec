/** Our errors in the form the engine understands: with an id the object is kept and continued, without one nothing is recorded. */

import { PartialFailure } from "../lifecycle/operation";
import { recordedLike } from "../lifecycle/recorded";
import { explain, FourpayError } from "../model/errors";
import { presentable } from "../model/redact";
import type { Raw } from "../model/validate";
import { PROVIDER_KEY } from "../recorded";
import { toEngine } from "./values";
import { type Veil, veil } from "./veil";

/** The SDK turns an error with an `id` into "created but not finished" and stores `properties` as they are. */
interface InitFailed extends Error {
  id: string;
  properties: Record<string, unknown>;
  reasons: string[];
}

/** Never passes a foreign error on: its text may hold secrets, and a stray `id` on it would invent a resource. */
export function toEngineError(
  error: unknown,
  inputs: Raw,
  { text, values }: Veil = veil([], inputs),
  recorded: (state: Raw) => Raw = (state) => recordedLike(inputs, state),
): Error {
  if (error instanceof PartialFailure) {
    const reason = text(describe(error.reason));
    const failure = bare(reason) as InitFailed;
    failure.id = error.objectId;
    failure.properties = {
      ...toEngine(recorded(values(error.state))),
      [PROVIDER_KEY]: inputs[PROVIDER_KEY],
    };
    failure.reasons = [reason];
    return failure;
  }
  return bare(text(describe(error)));
}

function describe(error: unknown): string {
  if (error instanceof FourpayError) return explain(error);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : "an unknown error";
  return `Unexpected: ${presentable(text)}. Please report this as a defect of pulumi-fourpay. [internal]`;
}

/** The SDK prints the stack of what it is given; ours would only repeat the message with paths. */
function bare(message: string): Error {
  const error = new Error(message);
  error.stack = "";
  return error;
}
