/** Chooses the dialect: from settings to the issuer the resources talk to. Missing credentials are named here, before any request. */
import { createOrganizationIssuer } from "./api/organization/issuer";
import { processPacer } from "./api/pacing";
import type { CardIssuer } from "./api/port";
import { Transport } from "./api/transport";
import { type Settings, settingKeys } from "./config";
import { FourpayError } from "./model/errors";
import { systemClock, systemRandom } from "./system";

/** Throws `config_missing` or `config_invalid`. */
export function createIssuer(settings: Settings): CardIssuer {
  if (settings.dialect !== "organization") {
    throw new FourpayError(
      "config_invalid",
      `${settingKeys("dialect")}: this version speaks the "organization" dialect only.`,
    );
  }
  const { organizationId, apiKey, baseUrl, maxConcurrency, maxRequestsPerSecond } = settings;
  if (organizationId === undefined) throw missing("organizationId", "The organization is not set");
  if (apiKey === undefined) throw missing("apiKey", "The API key is not set");
  const transport = new Transport({
    baseUrl,
    credential: { scheme: "bearer", secret: apiKey },
    clock: systemClock,
    random: systemRandom,
    pacer: processPacer(systemClock, {
      ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
      ...(maxRequestsPerSecond === undefined ? {} : { maxRequestsPerSecond }),
    }),
  });
  return createOrganizationIssuer({ transport, organizationId });
}

function missing(key: "organizationId" | "apiKey", what: string): FourpayError {
  const secret = key === "apiKey" ? "--secret " : "";
  return new FourpayError("config_missing", `${what}: give the ${settingKeys(key)}.`, {
    hint: `For example: pulumi config set ${secret}fourpay:${key}`,
  });
}
