/** The `Holder` resource. */
import * as pulumi from "@pulumi/pulumi";
import { type ResourceOptions, registration } from "./resource";

/** A person cards are issued to. */
export interface HolderArgs {
  /** 1 to 255 characters. A change updates in place. */
  firstName: pulumi.Input<string>;
  /** 1 to 255 characters. A change updates in place. */
  lastName: pulumi.Input<string>;
  /** Unique within the tenant, for ever: people cannot be deleted. A change updates in place. */
  email: pulumi.Input<string>;
  /** Unique within the tenant when given. A change updates in place; it cannot be removed again. */
  phone?: pulumi.Input<string>;
  /**
   * The id the API and cards know the holder by: letters, digits and dashes. Default: made from the resource name. A change replaces, and
   * is only possible together with another e-mail. To adopt somebody who exists, give that person's id and e-mail: names and phone are
   * then brought in line.
   */
  cardOwnerId?: pulumi.Input<string>;
  /** `merchant` only, and required there: the account the holder is created under. A change replaces. */
  accountId?: pulumi.Input<string>;
}

/**
 * A card holder. `id` is the `cardOwnerId`.
 *
 * The API cannot delete people, so destroy forgets the holder and says so; declaring it again with the same id and e-mail takes it over.
 * Errors: `holder_taken`, `not_applied`, `not_found`. API: `POST`, `GET`, `PATCH /holders`.
 */
export class Holder extends pulumi.CustomResource {
  readonly firstName!: pulumi.Output<string>;
  readonly lastName!: pulumi.Output<string>;
  readonly email!: pulumi.Output<string>;
  readonly phone!: pulumi.Output<string | undefined>;
  readonly cardOwnerId!: pulumi.Output<string>;
  readonly accountId!: pulumi.Output<string | undefined>;

  constructor(name: string, args: HolderArgs, opts?: ResourceOptions) {
    super(
      ...registration(
        "holder",
        "Holder",
        name,
        args,
        ["firstName", "lastName", "email", "phone", "cardOwnerId", "accountId"],
        opts,
      ),
    );
  }
}
