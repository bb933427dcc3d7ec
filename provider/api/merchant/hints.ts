/** What errors of the `merchant` dialect tell the user: where the settings are, and what the fields are called in a program. */
import { LIMIT_FIELD_NAMES } from "../fieldNames";
import type { ErrorHints } from "../hints";
import type { Credential } from "../transport";

const UNAUTHORIZED: { readonly [S in Credential["scheme"]]: string } = {
  apiToken: "Check the merchant's token: fourpay:apiKey, or FOURPAY_API_KEY, which wins over it.",
  bearer:
    "The JWT may have expired: log in to the merchant portal again and set fourpay:jwt, or FOURPAY_JWT, which wins over it. It is used before fourpay:apiKey where both are set.",
};

const FORBIDDEN: { readonly [S in Credential["scheme"]]: string } = {
  apiToken: "Check that fourpay:apiKey (FOURPAY_API_KEY) is the token of this merchant, and what it is allowed to do.",
  bearer: "Check that fourpay:jwt (FOURPAY_JWT) is of this merchant, and what its user is allowed to do.",
};

const ACCOUNT = { account_uuid: "accountId" };

export function merchantHints(scheme: Credential["scheme"]): ErrorHints {
  return {
    unauthorized: UNAUTHORIZED[scheme],
    forbidden: FORBIDDEN[scheme],
    fieldNames: {
      account: {
        ...ACCOUNT,
        destinationAccountUuid: "destinationAccountId",
        amount: "amount",
        currency: "currency",
        description: "description",
      },
      holder: {
        ...ACCOUNT,
        card_owner_id: "cardOwnerId",
        cardOwnerId: "cardOwnerId",
        first_name: "firstName",
        last_name: "lastName",
        email: "email",
        phone: "phone",
      },
      card: {
        account_uuid: "walletId",
        card_uuid: "cardId",
        name: "name",
        cardOwnerId: "holderId",
        cardType: "cardType",
        cardProviderBinId: "binId",
        binCategoryId: "binCategoryId",
        currency: "currency",
        amount: "amount",
        description: "description",
        ...LIMIT_FIELD_NAMES,
      },
      "webhook config": { url: "url", secret: "secret", event_types: "eventTypes", is_active: "active" },
    },
  };
}
