// How a rejection of the store becomes an answer. The statuses are the same in both dialects, the words are each dialect's own.
import { timingSafeEqual } from "node:crypto";
import type { Dialect, Reply } from "../dialect";
import type { Settings } from "../options";
import { SandboxRejection } from "../store/rejection";
import { InvalidRequest, unprocessable } from "./validation";

type FieldPath = readonly (string | number)[];

/** How a dialect calls what the store calls differently. */
export interface Wording {
  path(field: FieldPath): FieldPath;
  message(text: string): string;
}

export const detail = (status: number, text: string): Reply => ({ status, body: { detail: text } });

export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function refusal(error: SandboxRejection, wording: Wording, { behaviour }: Settings): Reply {
  const { kind, field, input } = error;
  const message = wording.message(error.message);
  const loc = ["body", ...wording.path(field)];
  const described = unprocessable([{ loc, msg: message, type: "value_error", ...(input !== undefined && { input }) }]);
  switch (kind) {
    case "unknown":
      return detail(404, message);
    case "funds":
      // Assumption: too little money is a 400, because nothing is wrong with the request itself.
      return detail(400, message);
    case "clash":
      return behaviour.clashStatus === 422 ? described : detail(behaviour.clashStatus, message);
    case "invalid":
    case "state":
      // Assumption: a state that does not allow the request is a 422, like a value that is not allowed.
      return described;
  }
}

export function explain(settings: Settings, wording: Wording): Dialect["explain"] {
  return (error) => {
    if (error instanceof InvalidRequest) return unprocessable(error.details);
    if (error instanceof SandboxRejection) return refusal(error, wording, settings);
    return undefined;
  };
}
