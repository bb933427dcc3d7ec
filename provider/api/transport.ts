/**
 * The one way out: a request goes through the budget, onto the wire, and comes back as decoded JSON or as a `FourpayError`.
 *
 * undici is used as a bare dispatcher with one request per connection at a time and without HTTP/2. With pipelining (or after an
 * HTTP/2 GOAWAY) undici itself puts requests that were in flight back into its queue when a connection closes; without either it
 * never sends a request twice, and `exchange` would stop it if it tried. Repeating is decided in `retry.ts` alone.
 */
import { setMaxListeners } from "node:events";
import { Pool } from "undici";
import type { Clock, Random } from "../model/clock";
import { FourpayError, isFourpayError } from "../model/errors";
import { presentable } from "../model/redact";
import type { Secret } from "../model/secret";
import { DEFAULT_BASE_URL, parseAddress } from "./address";
import { cancellation, type ErrorContext, errorFromAnswer, errorFromFailure, type Kind, misfit } from "./errors";
import { type Answer, ExchangeFailure, exchange } from "./exchange";
import type { ErrorHints } from "./hints";
import { parseExact } from "./json";
import { ORGANIZATION_HINTS } from "./organization/hints";
import type { Pacer } from "./pacing";
import { type EscapedPath, type Query, queryText } from "./paths";
import { withRetry } from "./retry";
import { userAgent } from "./userAgent";

const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Shorter than any common server's idle timeout: a write on a connection the peer is just closing has an unknown fate. */
const KEEP_ALIVE_MS = 2_000;
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** How the credential travels: `Authorization: Bearer …` or `X-API-Token: …`. */
export interface Credential {
  readonly scheme: "bearer" | "apiToken";
  readonly secret: Secret;
}

/** What an answer says about the server itself, whatever was asked. */
export interface AnswerFacts {
  readonly status: number;
  /** The server's clock when it answered, in epoch milliseconds, to the second; absent where it does not tell. */
  readonly serverNow?: number;
}

export type AnswerObserver = (facts: AnswerFacts) => void;

export interface TransportOptions {
  /** Default `https://api.4pay.cc`. Plain http only to loopback. */
  readonly baseUrl?: string | undefined;
  readonly credential: Credential;
  /** Milliseconds for one attempt, from connecting to the last byte. Default 30 000. */
  readonly requestTimeoutMs?: number | undefined;
  /** Largest accepted answer in bytes. Default 32 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** What 401 and 403 tell the user to check, and the names of fields in complaints. Default: those of the `organization` dialect. */
  readonly hints?: ErrorHints | undefined;
  /** Told of every answer that arrived whole, refused ones included. */
  readonly observe?: AnswerObserver | undefined;
  /** The budget to draw from; `processPacer` outside of tests. */
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly random: Random;
}

export interface TransportRequest {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: EscapedPath;
  /** Whether repeating it is harmless. Not the same as the method: `POST /bin-options` is a read. */
  readonly kind: Kind;
  /** The object in words for messages: `card`. */
  readonly name: string;
  readonly query?: Query | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What the body carries and no error may show. */
  readonly secrets?: readonly Secret[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Ends only what has not left yet. Default: `signal`. */
  readonly beginSignal?: AbortSignal | undefined;
  /** Point in time in epoch milliseconds; no backoff sleeps past it. */
  readonly deadline?: number | undefined;
}

export class Transport {
  /** The canonical base URL, without a trailing slash. */
  readonly baseUrl: string;
  readonly #origin: string;
  readonly #prefix: string;
  readonly #pool: Pool;
  readonly #credential: Credential;
  readonly #secrets: readonly Secret[];
  readonly #timeoutMs: number;
  readonly #maxBodyBytes: number;
  readonly #hints: ErrorHints;
  readonly #observe: AnswerObserver | undefined;
  readonly #pacer: Pacer;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #userAgent = userAgent();
  #closing: Promise<void> | undefined;

  constructor(options: TransportOptions) {
    const { origin, prefix, baseUrl } = parseAddress(options.baseUrl ?? DEFAULT_BASE_URL);
    this.baseUrl = baseUrl;
    this.#origin = origin;
    this.#prefix = prefix;
    this.#credential = options.credential;
    this.#secrets = [sendable(options.credential.secret)];
    this.#timeoutMs = options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS;
    this.#maxBodyBytes = options.maxBodyBytes ?? MAX_BODY_BYTES;
    this.#hints = options.hints ?? ORGANIZATION_HINTS;
    this.#observe = options.observe;
    this.#pacer = options.pacer;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#pool = new Pool(origin, {
      pipelining: 1,
      allowH2: false,
      // The attempt's own deadline covers these phases; the pacer bounds the number of connections.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, this.#timeoutMs) },
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
    });
  }

  /** Sends the request, again where that is safe. Returns the decoded JSON, or undefined for an answer without a body. */
  async request(request: TransportRequest): Promise<unknown> {
    const context = this.context(request);
    const { kind, deadline } = request;
    const signal = request.beginSignal ?? request.signal;
    // One signal for a whole fleet is how signals are meant to be used, not the leak Node would warn of.
    for (const shared of [signal, request.signal]) if (shared !== undefined) setMaxListeners(0, shared);
    const stopped = (last?: FourpayError) => cancellation(last ?? signal?.reason, false, context);
    return withRetry(() => this.#pacer.run(() => this.#attempt(request, context), signal, stopped), {
      kind,
      clock: this.#clock,
      random: this.#random,
      quota: this.#pacer.quota,
      signal,
      deadline,
      onAbort: (last) => (kind === "read" && isFourpayError(signal?.reason) ? stopped() : stopped(last)),
    });
  }

  /** What an error about this request may say and must hide. */
  context(request: TransportRequest): ErrorContext {
    const secrets = [...this.#secrets, ...(request.secrets ?? [])];
    return {
      kind: request.kind,
      name: request.name,
      // An id that is a credential by mistake must not be shown either.
      request: { method: request.method, path: presentable(`${this.#prefix}${request.path}`, secrets) },
      address: this.#origin,
      secrets,
      hints: this.#hints,
    };
  }

  /** Lets running requests end, then closes the connections. Later requests are `not_sent`. */
  async close(): Promise<void> {
    this.#closing ??= this.#pool.close();
    await this.#closing;
  }

  async #attempt(request: TransportRequest, context: ErrorContext): Promise<unknown> {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    let answer: Answer;
    try {
      answer = await exchange(
        this.#pool,
        {
          method: request.method,
          path: `${this.#prefix}${request.path}${queryText(request.query)}`,
          headers: this.#headers(body !== undefined),
          ...(body !== undefined && { body }),
        },
        { timeoutMs: this.#timeoutMs, maxBodyBytes: this.#maxBodyBytes, signal: request.signal, clock: this.#clock },
      );
    } catch (error) {
      if (error instanceof ExchangeFailure) throw errorFromFailure(error, context);
      throw error;
    }
    return this.#conclude(answer, context);
  }

  #conclude(answer: Answer, context: ErrorContext): unknown {
    const { status, body } = answer;
    this.#observe?.(factsOf(answer));
    const decoded = decodeJson(body);
    if (status >= 200 && status < 300) {
      this.#pacer.speedUp();
      if (decoded === undefined && body.trim() !== "") throw misfit("no JSON", status, context);
      return decoded;
    }
    const error = errorFromAnswer(answer, decoded, this.#clock.now(), context);
    if (error.code === "rate_limited") this.#pacer.slowDown(error.retryAfterMs);
    else if (status < 500) this.#pacer.speedUp();
    throw error;
  }

  /** The only place where the credential is revealed. */
  #headers(hasBody: boolean): Record<string, string> {
    const { scheme, secret } = this.#credential;
    return {
      accept: "application/json",
      "user-agent": this.#userAgent,
      ...(hasBody && { "content-type": "application/json" }),
      ...(scheme === "bearer" ? { authorization: `Bearer ${secret.reveal()}` } : { "x-api-token": secret.reveal() }),
    };
  }
}

function factsOf({ status, headers }: Answer): AnswerFacts {
  const serverNow = Date.parse(String(headers.date));
  return Number.isNaN(serverNow) ? { status } : { status, serverNow };
}

function decodeJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}

function sendable(secret: Secret): Secret {
  if (/^[\x21-\x7e]+$/.test(secret.reveal())) return secret;
  throw new FourpayError(
    "config_invalid",
    "The credential for the 4pay API is empty or contains characters no header can carry.",
    { hint: "Check it for spaces, line breaks and quotes that came along when it was copied." },
  );
}
