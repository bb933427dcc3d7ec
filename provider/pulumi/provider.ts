/** An explicit provider: another tenant, or other credentials, for the resources that name it. */
import * as pulumi from "@pulumi/pulumi";
import { PROVIDER_SETTINGS } from "../model/providerSettings";

/** Settings of one tenant; what is stated here wins over the environment. */
export interface ProviderArgs {
  dialect?: pulumi.Input<"organization" | "merchant">;
  baseUrl?: pulumi.Input<string>;
  organizationId?: pulumi.Input<string>;
  /** Kept secret in state. */
  apiKey?: pulumi.Input<string>;
  /** Kept secret in state. `merchant` only. */
  jwt?: pulumi.Input<string>;
  namespace?: pulumi.Input<string>;
  maxConcurrency?: pulumi.Input<number>;
  maxRequestsPerSecond?: pulumi.Input<number>;
  outcomeWindowSeconds?: pulumi.Input<number>;
  previewChecks?: pulumi.Input<boolean>;
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
