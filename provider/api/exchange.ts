/**
 * One HTTP exchange on an undici dispatcher, and the exact moment its request left.
 *
 * undici calls `onRequestStart` immediately before it writes the first byte to the socket. A failure before that call is proof that
 * nothing was sent; after it the fate of the request is unknown. No error code can tell the two apart as reliably: `ECONNRESET`, for
 * one, occurs on both sides.
 */
import type { Dispatcher } from "undici";
import type { Clock } from "../model/clock";
import { after } from "../model/timer";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export type FailureReason = "aborted" | "timeout" | "too_large" | "failed";

/** Why no complete answer came. Internal: it becomes a `FourpayError` before anyone sees it. */
export class ExchangeFailure extends Error {
  constructor(
    readonly reason: FailureReason,
    /** Whether the first byte may have left this machine. */
    readonly dispatched: boolean,
    cause?: unknown,
  ) {
    super(reason, { cause });
  }
}

export interface ExchangeLimits {
  /** For the whole attempt, connecting and reading the body included. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly signal?: AbortSignal | undefined;
  readonly clock: Clock;
}

export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  limits: ExchangeLimits,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let connection: Dispatcher.DispatchController | undefined;
    let settled = false;
    let status = 0;
    let headers: Answer["headers"] = {};
    let size = 0;
    const chunks: Buffer[] = [];

    const settle = (conclude: () => void) => {
      if (settled) return;
      settled = true;
      callOffTimeout();
      limits.signal?.removeEventListener("abort", onAbort);
      conclude();
    };
    const fail = (reason: FailureReason, cause?: unknown) => {
      settle(() => reject(new ExchangeFailure(reason, connection !== undefined, cause)));
      connection?.abort(new Error(reason));
    };
    const onAbort = () => fail("aborted", limits.signal?.reason);
    const callOffTimeout = after(limits.clock, limits.timeoutMs, () => fail("timeout"));
    limits.signal?.addEventListener("abort", onAbort, { once: true });
    if (limits.signal?.aborted) return onAbort();

    try {
      dispatcher.dispatch(request, {
        onRequestStart(controller) {
          // Given up while it waited for a connection, or started a second time: the bytes must not leave (again).
          if (settled || connection !== undefined) return controller.abort(new Error("not to be sent"));
          connection = controller;
        },
        onResponseStart(_controller, code, shown) {
          status = code;
          headers = shown;
        },
        onResponseData(_controller, chunk) {
          size += chunk.length;
          if (size > limits.maxBodyBytes) return fail("too_large");
          chunks.push(chunk);
        },
        onResponseEnd() {
          settle(() => resolve({ status, headers, body: Buffer.concat(chunks).toString("utf8") }));
        },
        onResponseError(_controller, error) {
          fail("failed", error);
        },
      });
    } catch (error) {
      fail("failed", error);
    }
  });
}
