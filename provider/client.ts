/** `pulumi-fourpay/client`: the typed client of the 4pay API, without Pulumi. */
import { z } from "zod";
import type { ErrorHints } from "./api/hints";
import { createMerchantClient, type MerchantClient } from "./api/merchant/client";
import { merchantHints } from "./api/merchant/hints";
import { createOrganizationClient, type OrganizationClient } from "./api/organization/client";
import { ORGANIZATION_HINTS } from "./api/organization/hints";
import { processPacer } from "./api/pacing";
import { type Credential, Transport } from "./api/transport";
import { FourpayError } from "./model/errors";
import { Secret } from "./model/secret";
import { systemClock, systemRandom } from "./system";

export type { Transfer, TransferDestination, TransferResult } from "./api/merchant/accounts";
export type { Account, AccountBalance, AccountRestrictions } from "./api/merchant/accountWire";
export type { CardholderFilter, NewCardholder } from "./api/merchant/cardholders";
export type { MerchantClient } from "./api/merchant/client";
export { type Difference, type DifferenceKind, describeDifference } from "./api/merchant/contract";
export type { MoneyOrder } from "./api/merchant/money";
export type { AccountTransactionFilter, CardTransactionFilter } from "./api/merchant/transactions";
export type { WebhookEvent } from "./api/merchant/webhooks";
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
  NewWebhookConfig,
  WalletChange,
  WebhookConfig,
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
export { verifyWebhookSignature, WEBHOOK_SIGNATURE_HEADER } from "./webhookSignature";

/** Settings both dialects share. */
interface CommonSettings {
  /** Default `https://api.4pay.cc`. Plain http only to loopback. */
  readonly baseUrl?: string;
  /**
   * Requests at the same time, 1 or more. Default 16. All clients of a process share one budget; where several state a number, the
   * smallest holds.
   */
  readonly maxConcurrency?: number;
  /** Requests begun per second, more than 0. Default 400, fewer after a 429. Shared as `maxConcurrency`. */
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

interface MerchantCommonSettings extends CommonSettings {
  readonly dialect: "merchant";
}

/** Settings for the `merchant` dialect: exactly one credential, which also says which merchant it is. */
export type MerchantSettings = MerchantCommonSettings &
  (
    | {
        /** Issued when the merchant was made; sent as `X-API-Token`. */
        readonly apiToken: string | Secret;
        readonly jwt?: never;
      }
    | {
        /** From a login at the merchant portal; it expires. Sent as `Authorization: Bearer`. */
        readonly jwt: string | Secret;
        readonly apiToken?: never;
      }
  );

/** One member per dialect, told apart by `dialect`. */
export type ClientSettings = OrganizationSettings | MerchantSettings;

const positive = z.number().positive().finite().optional();
const credential = z.union([z.string(), z.instanceof(Secret)]).transform((value) => {
  return value instanceof Secret ? value : new Secret(value);
});
const common = {
  baseUrl: z.string().optional(),
  maxConcurrency: z.number().int().positive().optional(),
  maxRequestsPerSecond: positive,
  requestTimeoutMs: positive,
};
const organizationSettings = z.object({
  ...common,
  dialect: z.literal("organization").optional(),
  organizationId: z.string().refine((text) => text.trim() !== ""),
  apiKey: credential,
});
const merchantSettings = z
  .object({
    ...common,
    dialect: z.literal("merchant"),
    apiToken: credential.optional(),
    jwt: credential.optional(),
  })
  .transform(({ apiToken, jwt, ...rest }, context) => {
    const [secret, other] = [apiToken ?? jwt, apiToken && jwt];
    if (secret === undefined || other !== undefined) {
      context.addIssue({ code: "custom", path: ["apiToken or jwt (exactly one)"] });
      return z.NEVER;
    }
    return {
      ...rest,
      credential: { scheme: apiToken === undefined ? "bearer" : "apiToken", secret } satisfies Credential,
    };
  });

/**
 * A client for one organization, or for one merchant. Throws `config_invalid` when a setting is missing or wrong; sends nothing by itself
 * and reads no environment variables.
 *
 * ```ts
 * const client = createClient({ organizationId, apiKey });
 * for await (const wallet of client.wallets.list()) console.log(wallet.name, wallet.balance);
 * await client.close();
 *
 * const merchant = createClient({ dialect: "merchant", apiToken });
 * for (const account of await merchant.accounts.list()) console.log(account.name, account.balance);
 * await merchant.close();
 * ```
 */
export function createClient(settings: MerchantSettings): MerchantClient;
export function createClient(settings: OrganizationSettings): OrganizationClient;
export function createClient(settings: ClientSettings): OrganizationClient | MerchantClient {
  if (settings.dialect === "merchant") {
    const { credential, ...rest } = parsed(merchantSettings, settings);
    return createMerchantClient(transportOf(rest, credential, merchantHints(credential.scheme)));
  }
  const { apiKey, organizationId, ...rest } = parsed(organizationSettings, settings);
  const transport = transportOf(rest, { scheme: "bearer", secret: apiKey }, ORGANIZATION_HINTS);
  return createOrganizationClient(transport, organizationId);
}

function parsed<T extends z.ZodType>(schema: T, settings: ClientSettings): z.output<T> {
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const wrong = [...new Set(result.error.issues.map((issue) => issue.path.join(".") || "settings"))].join(", ");
  throw new FourpayError("config_invalid", `Settings of the client are missing or wrong: ${wrong}.`);
}

type CommonParsed = { readonly [K in keyof CommonSettings]?: CommonSettings[K] | undefined };

function transportOf(settings: CommonParsed, credential: Credential, hints: ErrorHints): Transport {
  const { baseUrl, maxConcurrency, maxRequestsPerSecond, requestTimeoutMs } = settings;
  return new Transport({
    baseUrl,
    credential,
    hints,
    requestTimeoutMs,
    clock: systemClock,
    random: systemRandom,
    pacer: processPacer(systemClock, {
      ...(maxConcurrency !== undefined && { maxConcurrency }),
      ...(maxRequestsPerSecond !== undefined && { maxRequestsPerSecond }),
    }),
  });
}
