/**
 * A registration that the connection lost fails the run. The SDK takes every UNAVAILABLE and CANCELLED for an engine that is ending: it says
 * nothing, and the program ends as if all were well. An engine that is not ending then misses the resource, takes it for one that is no
 * longer declared, and closes the card. Seen with the Automation API's programs on a busy machine.
 */
import * as pulumi from "@pulumi/pulumi";

type Answer = (error: RpcError | null, response?: unknown) => void;

interface RpcError extends Error {
  code?: number;
  readonly details?: string;
}

type Call = (this: unknown, request: unknown, answer: Answer) => unknown;

interface Monitor {
  registerResource: Call;
  /** How the program says that it has declared everything: what was not declared may be deleted from now on. Older SDKs lack it. */
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

const guarded = new WeakSet<object>();

/** Before a resource is registered; once for each run's connection to the engine. */
export function guardRegistrations(monitor: object | undefined = pulumi.runtime.getMonitor()): void {
  if (monitor === undefined || guarded.has(monitor)) return;
  guarded.add(monitor);
  const client = monitor as Monitor;
  const { registerResource, signalAndWaitForShutdown } = client;
  let isComplete = true;
  client.registerResource = function (request, answer) {
    return registerResource.call(this, request, (error, response) => {
      if (error !== null && isLost(error)) {
        isComplete = false;
        // Now it is an error like any other, and is shown.
        error.code = UNKNOWN;
      }
      answer(error, response);
    });
  };
  if (signalAndWaitForShutdown === undefined) return;
  client.signalAndWaitForShutdown = function (request, answer) {
    if (isComplete) return signalAndWaitForShutdown.call(this, request, answer);
    return answer(Object.assign(new Error(INCOMPLETE), { code: UNKNOWN, details: INCOMPLETE }));
  };
}

function isLost({ code, details, message }: RpcError): boolean {
  return (code === UNAVAILABLE || code === CANCELLED) && !ENDING.test(details ?? message);
}
