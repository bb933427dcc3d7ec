/** Chooses the dialect: from settings to the issuer the resources talk to. Missing credentials are named here, before any request. */
import type { ErrorHints } from "./api/hints";
import { createMerchantClient, type MerchantClient } from "./api/merchant/client";
import { merchantHints } from "./api/merchant/hints";
import { createMerchantIssuer } from "./api/merchant/issuer";
import { createMerchantReader } from "./api/merchant/reader";
import { createOrganizationClient, type OrganizationClient } from "./api/organization/client";
import { ORGANIZATION_HINTS } from "./api/organization/hints";
import { createOrganizationIssuer } from "./api/organization/issuer";
import { createOrganizationReader } from "./api/organization/reader";
import { processPacer } from "./api/pacing";
import type { CardIssuer } from "./api/port";
import type { CardReader } from "./api/readPort";
import { type AnswerObserver, type Credential, Transport } from "./api/transport";
import { type Settings, settingKeys } from "./config";
import { defined } from "./model/defined";
import { FourpayError } from "./model/errors";
import { systemClock, systemRandom } from "./system";

/** Throws `config_missing` or `config_invalid`. */
export function createIssuer(settings: Settings, observe?: AnswerObserver): CardIssuer {
  if (settings.dialect === "merchant") {
    const label = settings.organizationId;
    return createMerchantIssuer({ transport: merchantTransport(settings, observe), label });
  }
  return createOrganizationIssuer(organizationTransport(settings, observe));
}

/** For who only asks. Throws as `createIssuer`. */
export function createReader(settings: Settings): CardReader {
  if (settings.dialect === "merchant") return createMerchantReader(merchantTransport(settings));
  const { transport, organizationId } = organizationTransport(settings);
  return createOrganizationReader(transport, organizationId);
}

/** The client of the settings' own dialect, for tools that want more than the port. Throws as `createIssuer`. */
export function createClientFor(settings: Settings): OrganizationClient | MerchantClient {
  if (settings.dialect === "merchant") return createMerchantClientFor(settings);
  const { transport, organizationId } = organizationTransport(settings);
  return createOrganizationClient(transport, organizationId);
}

/** The client behind the `merchant` dialect's issuer, for tools that want more than the port. Throws as `createIssuer`. */
export function createMerchantClientFor(settings: Settings): MerchantClient {
  if (settings.dialect !== "merchant") {
    throw new FourpayError("config_invalid", 'This is for the "merchant" dialect only.', {
      hint: `Set the ${settingKeys("dialect")} to "merchant".`,
    });
  }
  return createMerchantClient(merchantTransport(settings));
}

function organizationTransport(settings: Settings, observe?: AnswerObserver) {
  const { organizationId, apiKey } = settings;
  if (organizationId === undefined) throw missing("organizationId", "The organization is not set");
  if (apiKey === undefined) throw missing("apiKey", "The API key is not set");
  const transport = transportOf(settings, { scheme: "bearer", secret: apiKey }, ORGANIZATION_HINTS, observe);
  return { transport, organizationId };
}

function merchantTransport(settings: Settings, observe?: AnswerObserver): Transport {
  const credential = merchantCredential(settings);
  return transportOf(settings, credential, merchantHints(credential.scheme), observe);
}

/** What stands in a stack's configuration is no use to a command that was not told the stack. */
const COMMANDS_HINT = "A fourpay command reads a stack's configuration with --stack <name> (export: --settings-from).";

/** The JWT is used where both are set: only this dialect knows one, while a key in the environment may be meant for another tenant. */
function merchantCredential({ apiKey, jwt }: Settings): Credential {
  if (jwt !== undefined) return { scheme: "bearer", secret: jwt };
  if (apiKey !== undefined) return { scheme: "apiToken", secret: apiKey };
  throw new FourpayError(
    "config_missing",
    `The merchant's credential is not set: give the ${settingKeys("apiKey")} (the API token), or the ${settingKeys("jwt")}.`,
    { hint: `For example: pulumi config set --secret fourpay:apiKey. ${COMMANDS_HINT}` },
  );
}

function transportOf(
  settings: Settings,
  credential: Credential,
  hints: ErrorHints,
  observe: AnswerObserver | undefined,
): Transport {
  const { baseUrl, maxConcurrency, maxRequestsPerSecond } = settings;
  return new Transport({
    baseUrl,
    credential,
    hints,
    observe,
    clock: systemClock,
    random: systemRandom,
    pacer: processPacer(systemClock, defined({ maxConcurrency, maxRequestsPerSecond })),
  });
}

function missing(key: "organizationId" | "apiKey", what: string): FourpayError {
  const example = key === "apiKey" ? "--secret fourpay:apiKey" : "fourpay:organizationId <organization id>";
  return new FourpayError("config_missing", `${what}: give the ${settingKeys(key)}.`, {
    hint: `For example: pulumi config set ${example}. ${COMMANDS_HINT}`,
  });
}
