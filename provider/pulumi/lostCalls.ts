/**
 * A program that the connection cut off from its engine fails. The SDK takes every UNAVAILABLE and CANCELLED for an engine that is ending:
 * it says nothing, and the program ends as if all were well. An engine that is not ending then misses what was not declared, takes it for
 * something that is no longer wanted, and closes the cards.
 */

type Answer = (error: RpcError | null, response?: unknown) => void;

interface RpcError extends Error {
  code?: number;
  readonly details?: string;
}

export type Call = (this: object, request: unknown, answer: Answer) => unknown;

/** The calls of the SDK's clients that decide what the engine knows of. A client of an older SDK lacks some. */
export interface Calls {
  /** With these a program begins; an older engine is asked for each feature. */
  getDeploymentInfo?: Call;
  supportsFeature?: Call;
  setRootResource?: Call;
  registerResource?: Call;
  /** The program has declared everything: what was not declared may be deleted from now on. */
  signalAndWaitForShutdown?: Call;
}

/** Codes of gRPC. */
const CANCELLED = 1;
const UNKNOWN = 2;
const UNAVAILABLE = 14;
/** The engine's own words when it does end: a step failed, or somebody cancelled. It has said why. */
const ENDING = /resource monitor (is )?shut(ting)? down/i;

const INCOMPLETE =
  "The connection to the engine was lost while resources were declared. Nothing was deleted because of that; run the same command again.";

const WATCHED = ["getDeploymentInfo", "supportsFeature", "setRootResource", "registerResource"] as const;

const guarded = new WeakSet<object>();

/** What all clients of one class have in common: their prototype. A second time changes nothing. */
export function guardCalls(client: Calls): void {
  if (guarded.has(client)) return;
  guarded.add(client);
  const incomplete = new WeakSet<object>();
  for (const name of WATCHED) {
    const call = client[name];
    if (call === undefined) continue;
    client[name] = function (request, answer) {
      return call.call(this, request, (error, response) => {
        if (error !== null && isLost(error)) {
          incomplete.add(this);
          // Now it is an error like any other, and is shown.
          error.code = UNKNOWN;
        }
        answer(error, response);
      });
    };
  }
  const { signalAndWaitForShutdown } = client;
  if (signalAndWaitForShutdown === undefined) return;
  client.signalAndWaitForShutdown = function (request, answer) {
    if (!incomplete.has(this)) return signalAndWaitForShutdown.call(this, request, answer);
    return answer(Object.assign(new Error(INCOMPLETE), { code: UNKNOWN, details: INCOMPLETE }));
  };
}

function isLost({ code, details, message }: RpcError): boolean {
  return (code === UNAVAILABLE || code === CANCELLED) && !ENDING.test(details ?? message);
}
