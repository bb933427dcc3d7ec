/** `pulumi-fourpay/client`: the typed client of the 4pay API, without Pulumi. */
import { z } from "zod";
import { createOrganizationClient, type OrganizationClient } from "./api/organization/client";
import { processPacer } from "./api/pacing";
import { Transport } from "./api/transport";
import { FourpayError } from "./model/errors";
import { Secret } from "./model/secret";
import { systemClock, systemRandom } from "./system";

export type { BinOptionFilter } from "./api/organization/bins";
export type { OrganizationClient } from "./api/organization/client";
export type { NewDeposit } from "./api/organization/deposits";
export type { CardOperationFilter, WalletOperationFilter } from "./api/organization/operations";
export type {
  Call,
  CardChange,
  CardFilter,
  CardRef,
  HolderChange,
  NewCard,
  NewHolder,
  WalletChange,
} from "./api/port";
export type * from "./model/entities";
export {
  ERROR_CODES,
  type ErrorCode,
  explain,
  type FieldProblem,
  FourpayError,
  isFourpayError,
  type RequestInfo,
} from "./model/errors";
export type { LimitKey, Limits } from "./model/limits";
export { Secret } from "./model/secret";

/** Settings both dialects share. */
interface CommonSettings {
  /** Default `https://api.4pay.cc`. Plain http only to loopback. */
  readonly baseUrl?: string;
  /**
   * Requests at the same time, 1 or more. Default 16. All clients of a process share one budget; where several state a number, the
   * smallest holds.
   */
  readonly maxConcurrency?: number;
  /** Requests begun per second, more than 0. Default: unbounded until the API answers 429. Shared as `maxConcurrency`. */
  readonly maxRequestsPerSecond?: number;
  /** Milliseconds for one attempt. Default 30 000. */
  readonly requestTimeoutMs?: number;
}

/** Settings for the `organization` dialect. */
export interface OrganizationSettings extends CommonSettings {
  /** Default `organization`. */
  readonly dialect?: "organization";
  /** From the dashboard, Settings > Organization. */
  readonly organizationId: string;
  /** From the dashboard, Settings > API Keys. */
  readonly apiKey: string | Secret;
}

/** One member per dialect, told apart by `dialect`. */
export type ClientSettings = OrganizationSettings;

const positive = z.number().positive().finite().optional();
const settingsSchema = z.object({
  dialect: z.literal("organization").optional(),
  baseUrl: z.string().optional(),
  organizationId: z.string().refine((text) => text.trim() !== ""),
  apiKey: z.union([z.string(), z.instanceof(Secret)]),
  maxConcurrency: z.number().int().positive().optional(),
  maxRequestsPerSecond: positive,
  requestTimeoutMs: positive,
});

/**
 * A client for one organization. Throws `config_invalid` when a setting is missing or wrong; sends nothing by itself and reads no
 * environment variables.
 *
 * ```ts
 * const client = createClient({ organizationId, apiKey });
 * for await (const wallet of client.wallets.list()) console.log(wallet.name, wallet.balance);
 * await client.close();
 * ```
 */
export function createClient(settings: ClientSettings): OrganizationClient {
  const parsed = settingsSchema.safeParse(settings);
  if (!parsed.success) {
    const wrong = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "settings"))].join(", ");
    throw new FourpayError("config_invalid", `Settings of the client are missing or wrong: ${wrong}.`);
  }
  const { baseUrl, organizationId, apiKey, maxConcurrency, maxRequestsPerSecond, requestTimeoutMs } = parsed.data;
  const transport = new Transport({
    baseUrl,
    credential: { scheme: "bearer", secret: apiKey instanceof Secret ? apiKey : new Secret(apiKey) },
    requestTimeoutMs,
    clock: systemClock,
    random: systemRandom,
    pacer: processPacer(systemClock, {
      ...(maxConcurrency !== undefined && { maxConcurrency }),
      ...(maxRequestsPerSecond !== undefined && { maxRequestsPerSecond }),
    }),
  });
  return createOrganizationClient(transport, organizationId);
}
