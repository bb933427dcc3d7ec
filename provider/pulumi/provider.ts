/** An explicit provider: another tenant, or other credentials, for the resources that name it. */
import * as pulumi from "@pulumi/pulumi";
import { PROVIDER_SETTINGS } from "../model/providerSettings";

/** Settings of one tenant; what is stated here wins over the environment. */
export interface ProviderArgs {
  /** Which of the two documented APIs is spoken. Default: `organization`. */
  dialect?: pulumi.Input<"organization" | "merchant">;
  /** Default: `https://api.4pay.cc`. Plain http is accepted to loopback only. */
  baseUrl?: pulumi.Input<string>;
  /** The organization's id (dashboard, Settings > Organization). On `merchant` a label of your own that tells merchants apart. */
  organizationId?: pulumi.Input<string>;
  /** The API key (dashboard, Settings > API Keys); on `merchant` the API token. Kept secret in state. */
  apiKey?: pulumi.Input<string>;
  /** A JWT instead of an API token. Kept secret in state. `merchant` only. */
  jwt?: pulumi.Input<string>;
  /** Enters the marks of auto-named objects: tells apart state backends that share project and stack names. Default: none. */
  namespace?: pulumi.Input<string>;
  /** How many requests may be on their way at the same time, 1 to 256, for the whole run. Default: 16. */
  maxConcurrency?: pulumi.Input<number>;
  /** How many requests may begin in a second, for the whole run. Default 400, and fewer where the API asks for it. */
  maxRequestsPerSecond?: pulumi.Input<number>;
  /** How long to look for the effect of a write whose answer was lost, in seconds, at most 3600. Default: 60. */
  outcomeWindowSeconds?: pulumi.Input<number>;
  /** Whether a preview asks the API what it can know beforehand (reads only). Default: `true`. */
  previewChecks?: pulumi.Input<boolean>;
  /** How a refresh looks at a fleet: `full` (default, each card with its limits) or `status` (list pages only). */
  refresh?: pulumi.Input<"full" | "status">;
  /** How many cards one run may close for good in a fleet, whatever the fleet declares. Default: what it declares. */
  maxClosures?: pulumi.Input<number>;
}

const SECRETS = new Set(["apiKey", "jwt"]);

/** `new Provider("eu", { organizationId, apiKey })`, then `{ provider: eu }` on resources. It runs in a process of its own. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    const inputs: Record<string, pulumi.Input<string>> = { "fourpay:explicitProvider": "true" };
    for (const [key, value] of Object.entries(args) as [
      string,
      pulumi.Input<string | number | boolean> | undefined,
    ][]) {
      if (value === undefined) continue;
      const text = pulumi.output(value).apply(String);
      inputs[`fourpay:${key}`] = SECRETS.has(key) ? pulumi.secret(text) : text;
    }
    super("pulumi-nodejs", name, inputs, opts);
    // Lookups run in the program and ask the provider here. Not enumerable: it must never become part of an output.
    Object.defineProperty(this, PROVIDER_SETTINGS, { value: inputs });
  }
}
