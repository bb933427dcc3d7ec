// What a sandbox can be told at the start, with every default in one place.
import type { SeedChoice } from "./store/seedTypes";

export interface Latency {
  issueMs: number;
  walletMs: number;
  statusChangeMs: number;
  holderMs: number;
  /** Undefined: deposits wait for the control interface. */
  depositMs: number | undefined;
  updateMs: number;
  moneyMs: number;
  /** Real time before every answer. */
  responseMs: number;
}

/** Switches for what the documentation leaves open. The defaults are the sandbox's assumptions. */
export interface Behaviour {
  /** Whether limits in a card update join the stored set or take its place. */
  limitsPatch: "merge" | "replace";
  /** How card details show limits. */
  limitsShape: "object" | "array" | "absent";
  /** What happens to the balance of a card that is closed. */
  closeBalance: "strand" | "return";
  detailsWhileCreating: "full" | "nulls";
  pageMaximum: number;
  /** Read-after-create lag of a new card. */
  issueVisibleAfterMs: number;
  networkCase: "title" | "lower";
  walletPatchWhileCreating: "accept" | "reject";
  emptyLimits: "reject" | "accept";
  /** Status of a uniqueness clash. */
  clashStatus: 400 | 409 | 422;
  maskedDigits: "4+4" | "6+4";
  issueFeeRefundOnFailure: boolean;
}

export interface RateLimit {
  requestsPerSecond: number;
  /** Whether a 429 carries Retry-After. Default true. */
  retryAfter?: boolean;
}

export interface SandboxOptions {
  /** Default 0: any free port. The host is always 127.0.0.1. */
  port?: number;
  /** The Bearer key. Default `sandbox-key`. */
  apiKey?: string;
  organizationId?: string;
  /** How long asynchronous changes take on the sandbox clock. */
  latency?: Partial<Latency>;
  /** `manual`: time stands still until `advance`. Default `real`. */
  clock?: "real" | "manual";
  /** Off by default. Counted in real time. */
  rateLimit?: RateLimit;
  /** Default `default`: the standard providers and one funded wallet. */
  seed?: SeedChoice;
  /** What arrives when a deposit settles and nobody names an amount. Default `100.00`. */
  depositAmount?: string;
  behaviour?: Partial<Behaviour>;
}

export interface Settings {
  port: number;
  apiKey: string;
  organizationId: string;
  latency: Latency;
  clock: "real" | "manual";
  rateLimit: RateLimit | undefined;
  seed: SeedChoice;
  depositAmount: string;
  behaviour: Behaviour;
}

const defaultOrganizationId = "0a4f7c1e-5d2b-4c3a-9e8f-6b7a8c9d0e1f";

const latency: Latency = {
  issueMs: 300,
  walletMs: 200,
  statusChangeMs: 150,
  holderMs: 0,
  depositMs: undefined,
  updateMs: 100,
  moneyMs: 150,
  responseMs: 0,
};

const behaviour: Behaviour = {
  limitsPatch: "merge",
  limitsShape: "object",
  closeBalance: "strand",
  detailsWhileCreating: "nulls",
  pageMaximum: 100,
  issueVisibleAfterMs: 0,
  networkCase: "title",
  walletPatchWhileCreating: "accept",
  emptyLimits: "reject",
  clashStatus: 422,
  maskedDigits: "4+4",
  issueFeeRefundOnFailure: false,
};

export function resolveOptions(options: SandboxOptions): Settings {
  return {
    port: options.port ?? 0,
    apiKey: options.apiKey ?? "sandbox-key",
    organizationId: (options.organizationId ?? defaultOrganizationId).toLowerCase(),
    latency: { ...latency, ...options.latency },
    clock: options.clock ?? "real",
    rateLimit: options.rateLimit,
    seed: options.seed ?? "default",
    depositAmount: options.depositAmount ?? "100.00",
    behaviour: { ...behaviour, ...options.behaviour },
  };
}
