/** The `WebhookConfig` resource. */
import * as pulumi from "@pulumi/pulumi";
import { type ResourceOptions, registration } from "./resource";

/** Where the API sends its events. */
export interface WebhookConfigArgs {
  /** https (http to loopback only). A change updates in place. */
  url: pulumi.Input<string>;
  /** Signs deliveries (see `verifyWebhookSignature` of `pulumi-fourpay/client`). Kept secret in state; a change updates in place. */
  secret?: pulumi.Input<string>;
  /** `card_state`, `card_transaction`, `account_transaction`, `account_topup`. Omitted: all. A change updates in place. */
  eventTypes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Default `true`. A change updates in place. */
  active?: pulumi.Input<boolean>;
  /** Take over a configuration that is already set with another address. Only looked at on creation. */
  adopt?: pulumi.Input<true>;
}

/**
 * The webhook configuration: one per merchant (`merchant` dialect only). Creation refuses to overwrite somebody else's; destroy removes it.
 * The API never shows the secret, so a secret changed by hand is not seen; one that was removed is.
 *
 * Errors: `name_taken`, `not_applied`. API: `GET`, `PUT`, `DELETE /webhooks/config`.
 */
export class WebhookConfig extends pulumi.CustomResource {
  readonly url!: pulumi.Output<string>;
  readonly eventTypes!: pulumi.Output<string[] | undefined>;
  readonly active!: pulumi.Output<boolean | undefined>;
  /** Whether the API holds a secret. */
  readonly secretSet!: pulumi.Output<boolean>;

  constructor(name: string, args: WebhookConfigArgs, opts?: ResourceOptions) {
    const secret = args.secret === undefined ? {} : { secret: pulumi.secret(args.secret) };
    super(
      ...registration(
        "webhook",
        "WebhookConfig",
        name,
        { ...args, ...secret },
        ["url", "eventTypes", "active", "secretSet"],
        {
          ...opts,
          additionalSecretOutputs: [...(opts?.additionalSecretOutputs ?? []), "secret"],
        },
      ),
    );
  }
}
