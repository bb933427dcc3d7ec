// What a dialect gives the server: routes that turn a request into a reply. It never sees sockets, faults or the journal.
import type { Fate } from "./store/fate";

export type ParsedBody =
  | { kind: "json"; value: unknown }
  | { kind: "broken" }
  | { kind: "empty" }
  | { kind: "not-json" };

export interface Call {
  /** Path parameters, decoded. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: ParsedBody;
  fate: Fate;
}

export interface Reply {
  status: number;
  /** Sent as JSON; absent for an empty answer. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Route {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** For example `/wallets/{wallet_id}/limits`, without the dialect's prefix. */
  template: string;
  /** Whether it changes anything. */
  write: boolean;
  /** What it brings into being: a card has more that can go wrong than the rest. */
  creates?: "card" | "other";
  handle(call: Call): Reply;
}

/** A request header by its name, whatever the case. */
export type ReadHeader = (name: string) => string | undefined;

/** What a dialect does besides answering. */
export interface Background {
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Forgets everything. */
  reset(): void;
  /** Stops for good. */
  close(): void;
}

export interface Dialect {
  /** For example `/api/v2/organizations/{org_id}`. */
  prefix: string;
  routes: readonly Route[];
  /** Refuses a caller who may not be here. */
  guard(header: ReadHeader, params: Readonly<Record<string, string>>): Reply | undefined;
  /** Turns a rejection of the store into an answer; undefined when it is no rejection. */
  explain(error: unknown): Reply | undefined;
  /** Name of the card a call addresses. */
  subject(call: Call): string | undefined;
  /** Present when the dialect does things on its own, such as telling others what happened. */
  background?: Background;
}
