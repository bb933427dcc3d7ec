/** What every lifecycle function receives and returns. Host-agnostic: the host fills it in, whatever host that is. */
import type { CardIssuer, Tenant } from "../api/port";
import type { Clock, Random } from "../model/clock";
import type { Secret } from "../model/secret";
import type { Failure, Raw } from "../model/validate";
import type { Run } from "./run";

export interface Operation {
  readonly issuer: CardIssuer;
  readonly run: Run;
  /** Who asks: ownership inside a run goes by this, never by name. */
  readonly urn: string;
  /** Cancellation and deadline in one. */
  readonly signal: AbortSignal;
  /** For writes: as `signal`, but some seconds later, so that a request on its way can come home with its id. */
  readonly writeSignal: AbortSignal;
  /** Cancellation only: finding out what became of a lost write may outlive the deadline, never a cancel. */
  readonly cancelled: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly clock: Clock;
  readonly random: Random;
  /** How long to watch for a write whose reply was lost before giving up on it. */
  readonly outcomeWindowMs: number;
  /** Many cards are dealt with at once: what lists show of a card just issued or closed is enough, and it is not looked at on its own. */
  readonly listsSuffice?: boolean;
  /** How much a refresh of a fleet asks for: each card (default), or only the statuses that lists show. */
  readonly refresh?: "full" | "status";
  /** How many cards a fleet may close for good in this run, whatever it declares itself. */
  readonly maxClosures?: number;
  /** The inputs that are secret: no error of a request may show them. */
  readonly secrets?: readonly Secret[];
  /** Passing note on the resource's own row. */
  readonly progress: (text: string) => void;
  /** Lasting note. */
  readonly note: (severity: "info" | "warning", text: string) => void;
}

/** What `check` may know: no requests, only names and what the dialect can do. */
export interface CheckContext {
  readonly issuer: Pick<CardIssuer, "capabilities" | "webhooks">;
  readonly namespace: string;
}

export interface Checked {
  readonly inputs: Raw;
  readonly failures: readonly Failure[];
}

export interface Differences {
  readonly replaces: readonly string[];
  /** Something is unfinished: the engine must update even where no property differs (a refresh makes it forget that a run failed). */
  readonly changes?: true;
}

export type State = Raw;

export interface Created {
  readonly id: string;
  readonly state: State;
}

export type ReadResult =
  | { readonly gone: true }
  | { readonly gone: false; readonly state: State; readonly inputs: Raw };

/** The object exists; what failed afterwards is carried with its id and with what is true now, and the next update goes on from there. */
export class PartialFailure extends Error {
  readonly objectId: string;
  readonly state: State;
  readonly reason: unknown;

  constructor(objectId: string, state: State, reason: unknown) {
    super("The object exists, but not every step was completed.");
    this.name = "PartialFailure";
    this.objectId = objectId;
    this.state = state;
    this.reason = reason;
  }
}

const SCHEMA_VERSION = 1;

/** Recorded with every resource, so that state is never used against another tenant. */
export function recordedTenant(tenant: Tenant): Raw {
  return { ...RECORDED, baseUrl: tenant.baseUrl, dialect: tenant.dialect, tenant: tenant.id };
}

const RECORDED = { baseUrl: "", dialect: "", tenant: "", schemaVersion: SCHEMA_VERSION };

/** The steps an earlier run began and did not see through. */
export function unfinishedSteps(state: State): readonly string[] {
  return Array.isArray(state.unfinished) ? (state.unfinished as string[]) : [];
}

/** For `diff`: an update is due while anything is unfinished. */
export function unfinishedChange(state: State): { changes?: true } {
  return unfinishedSteps(state).length > 0 ? { changes: true } : {};
}

/** What remains of recorded state when the outputs are taken away: the echoed declaration. */
export function echoedInputs(state: State, outputs: readonly string[]): Raw {
  const ours = new Set([...outputs, ...Object.keys(RECORDED), "unfinished"]);
  return Object.fromEntries(Object.entries(state).filter(([key]) => !ours.has(key)));
}

/** A resource as the host sees it. Every function works on neutral values; the host translates to and from its engine. */
export interface Lifecycle {
  readonly kind: "card" | "wallet" | "holder" | "webhook" | "fleet";
  /** Inputs that are secret by their nature, whatever the program marks as such. */
  readonly secretInputs?: readonly string[];
  /** Default time limits in seconds; `customTimeouts` override them. */
  readonly timeoutsSeconds: {
    readonly create: number;
    readonly update: number;
    readonly delete: number;
    readonly read?: number;
  };
  check(context: CheckContext, olds: Raw, news: Raw): Checked;
  diff(run: Run, id: string, olds: State, news: Raw): Differences;
  create(operation: Operation, inputs: Raw): Promise<Created>;
  read(operation: Operation, id: string, state: State): Promise<ReadResult>;
  update(operation: Operation, id: string, olds: State, news: Raw): Promise<State>;
  delete(operation: Operation, id: string, state: State): Promise<void>;
}
