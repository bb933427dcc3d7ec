// One attempt to hand an event to a receiver. Nothing ever leaves this machine.
import { createHash, createHmac } from "node:crypto";

export interface Receiver {
  url: string;
  secret?: string | undefined;
}

export interface Attempt {
  code: number | null;
  /** Null when the receiver accepted the event. */
  error: string | null;
}

export const notDelivered = "not sent: the sandbox delivers to loopback addresses only";

export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * The documentation names two headers. The first is the one to verify.
 *
 * Assumption: without a secret the first header is not sent, and the second is an unkeyed digest, because how and with
 * what it would be keyed is documented nowhere.
 */
function signatures(text: string, secret: string | undefined): Record<string, string> {
  return {
    ...(secret !== undefined && { "X-Webhook-Signature": createHmac("sha256", secret).update(text).digest("hex") }),
    "api-notification-sign": createHash("sha512").update(text).digest("hex"),
  };
}

function explainFailure(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return "connection failed";
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs / 1000} s`;
  const cause: unknown = error.cause;
  const code: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  return typeof code === "string" ? `connection failed: ${code}` : "connection failed";
}

export async function deliver(
  { url, secret }: Receiver,
  text: string,
  timeoutMs: number,
  stopped: AbortSignal,
): Promise<Attempt> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...signatures(text, secret) },
      body: text,
      // A redirect could lead away from this machine, and it is not the 2xx a receiver owes.
      redirect: "manual",
      signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    return { code: response.status, error: response.ok ? null : `receiver answered ${response.status}` };
  } catch (error) {
    return { code: null, error: explainFailure(error, timeoutMs) };
  }
}
