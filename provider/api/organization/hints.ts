/** What errors of the `organization` dialect tell the user: where the settings are, and what the fields are called in a program. */
import { LIMIT_FIELD_NAMES } from "../fieldNames";
import type { ErrorHints } from "../hints";

export const ORGANIZATION_HINTS: ErrorHints = {
  unauthorized: "Check the API key: fourpay:apiKey, or FOURPAY_API_KEY, which wins over it.",
  forbidden: "Check fourpay:organizationId (FOURPAY_ORGANIZATION_ID) and what the API key is allowed to do.",
  fieldNames: {
    holder: {
      org_id: "organizationId",
      holder_id: "cardOwnerId",
      cardOwnerId: "cardOwnerId",
      firstName: "firstName",
      lastName: "lastName",
      email: "email",
      phone: "phone",
    },
    wallet: {
      org_id: "organizationId",
      wallet_id: "walletId",
      id: "providerId",
      name: "name",
      fees: "fees",
      accountBinDirections: "binDirections",
      cardProviderBinIds: "binIds",
    },
    card: {
      org_id: "organizationId",
      wallet_id: "walletId",
      instrument_id: "cardId",
      name: "name",
      cardOwnerId: "holderId",
      cardType: "cardType",
      cardProviderBinId: "binId",
      binCategoryId: "binCategoryId",
      currency: "currency",
      amount: "amount",
      ...LIMIT_FIELD_NAMES,
    },
    deposit: {
      org_id: "organizationId",
      deposit_id: "depositId",
      accountId: "walletId",
      currency: "currency",
    },
  },
};
