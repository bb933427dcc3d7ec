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
  /** From a failed webhook delivery to the next one; doubles each time. */
  webhookRetryMs: number;
  /** Real time a webhook receiver has for its answer. */
  webhookTimeoutMs: number;
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
  /** Whether a transfer between accounts is only accepted, or done at once and answered with both transaction ids. */
  merchantTransfer: "accepted" | "ids";
  /** Whether card details of the merchant dialect show these fields. */
  merchantCardName: "absent" | "shown";
  merchantCardLimits: "absent" | "shown";
  /** Whether the merchant dialect can change a card's name and limits. */
  merchantCardUpdate: "absent" | "patch";
  /** The ceiling that account restrictions show. */
  merchantMaxCards: number;
  /** What happens to a stored webhook secret when a new configuration names none. */
  webhookSecretOnPut: "keep" | "clear";
  webhookAttempts: number;
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
  /** The merchant's X-API-Token. Default `sandbox-token`. */
  apiToken?: string;
  /** The merchant's Bearer JWT. Default `sandbox.merchant.jwt`. */
  jwt?: string;
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
  apiToken: string;
  jwt: string;
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
  webhookRetryMs: 1000,
  webhookTimeoutMs: 10_000,
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
  merchantTransfer: "accepted",
  merchantCardName: "absent",
  merchantCardLimits: "absent",
  merchantCardUpdate: "absent",
  merchantMaxCards: 100_000,
  webhookSecretOnPut: "keep",
  webhookAttempts: 4,
};

export function resolveOptions(options: SandboxOptions): Settings {
  return {
    port: options.port ?? 0,
    apiKey: options.apiKey ?? "sandbox-key",
    organizationId: (options.organizationId ?? defaultOrganizationId).toLowerCase(),
    apiToken: options.apiToken ?? "sandbox-token",
    jwt: options.jwt ?? "sandbox.merchant.jwt",
    latency: { ...latency, ...options.latency },
    clock: options.clock ?? "real",
    rateLimit: options.rateLimit,
    seed: options.seed ?? "default",
    depositAmount: options.depositAmount ?? "100.00",
    behaviour: { ...behaviour, ...options.behaviour },
  };
}
