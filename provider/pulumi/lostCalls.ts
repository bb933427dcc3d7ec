/**
 * A program that was cut off from its engine, or had errors, never says that it has declared everything. What is not declared is deleted:
 * the engine closes the cards. The SDK takes every UNAVAILABLE and CANCELLED for an engine that is ending, says nothing, and lets the
 * program end as if all were well; and in a program of the Automation API it looks at the program's errors only after that.
 */

type Answer = (error: RpcError | null, response?: unknown) => void;

interface RpcError extends Error {
  code?: number;
  readonly details?: string;
}

/** The answer is awaited by the last argument. */
export type Call = (this: object, ...request: unknown[]) => unknown;

/** The calls of the SDK's clients that decide what the engine knows of. A client of an older SDK lacks some. */
export type Calls = Partial<Record<(typeof WATCHED)[number] | "signalAndWaitForShutdown", Call>>;

const WATCHED = [
  // A program begins with these; an older engine is asked for each feature.
  "getDeploymentInfo",
  "supportsFeature",
  "setRootResource",
  "registerResource",
  "registerResourceOutputs",
  // What a resource may be declared with: without an answer it would never be declared.
  "readResource",
  "invoke",
  "call",
] as const;

/** The program that makes the call. */
export interface Program {
  /** It is not over until the answer is. */
  hold(): () => void;
  hasErrors(): boolean;
}

/** Codes of gRPC. */
const CANCELLED = 1;
const UNKNOWN = 2;
const UNAVAILABLE = 14;
/** The engine's own words when it does end: a step failed, or somebody cancelled. It has said why. */
const ENDING = /resource monitor (is )?shut(ting)? down/i;

const SAFE = "Nothing was deleted because of that.";
const CUT_OFF = `The connection to the engine was lost while resources were declared. ${SAFE} Run the same command again.`;
const FAILED = `The program had errors, so it may not have declared everything. ${SAFE}`;

const guarded = new WeakSet<object>();

/** What all clients of one class have in common: their prototype. A second time changes nothing. */
export function guardCalls(client: Calls, program: Program): void {
  if (guarded.has(client)) return;
  guarded.add(client);
  const cutOff = new WeakSet<object>();
  for (const name of WATCHED) {
    const call = client[name];
    if (call === undefined) continue;
    client[name] = function (...request) {
      const release = program.hold();
      return call.apply(
        this,
        withAnswer(request, (answer, error, response) => {
          if (error !== null && isLost(error)) {
            cutOff.add(this);
            // Now it is an error like any other, and is shown.
            error.code = UNKNOWN;
          }
          answer(error, response);
          // Whatever this rejects is heard while the program still listens.
          if (error === null) release();
          else setImmediate(release);
        }),
      );
    };
  }
  const { signalAndWaitForShutdown } = client;
  if (signalAndWaitForShutdown === undefined) return;
  client.signalAndWaitForShutdown = function (...request) {
    // By then every error so far has been heard.
    setImmediate(() => {
      const refusal = cutOff.has(this) ? CUT_OFF : program.hasErrors() ? FAILED : undefined;
      if (refusal === undefined) signalAndWaitForShutdown.apply(this, request);
      else answerOf(request)(Object.assign(new Error(refusal), { code: UNKNOWN, details: refusal }));
    });
  };
}

function answerOf(request: readonly unknown[]): Answer {
  return request.at(-1) as Answer;
}

function withAnswer(
  request: readonly unknown[],
  hear: (answer: Answer, ...heard: Parameters<Answer>) => void,
): unknown[] {
  const answer = answerOf(request);
  return [...request.slice(0, -1), (...heard: Parameters<Answer>) => hear(answer, ...heard)];
}

function isLost({ code, details, message }: RpcError): boolean {
  return (code === UNAVAILABLE || code === CANCELLED) && !ENDING.test(details ?? message);
}
