/** The public surface: resources, their types, and the error codes. The API client and the sandbox have entries of their own. */
export { type FleetFormat, type LoadFleetOptions, loadFleet } from "./fleetFile";
export type { LoadedCard, LoadedHolder } from "./fleetFile/loadedCard";
export * from "./lookups";
export { ERROR_CODES, type ErrorCode, FourpayError } from "./model/errors";
export { Card, type CardArgs, type LimitsArgs } from "./pulumi/card";
export {
  CardFleet,
  type CardFleetArgs,
  type FleetCardArgs,
  type FleetDefaults,
  type IssuedCard,
} from "./pulumi/cardFleet";
export { Holder, type HolderArgs } from "./pulumi/holder";
export { Provider, type ProviderArgs } from "./pulumi/provider";
export type { ResourceOptions } from "./pulumi/resource";
export {
  type AmountFee,
  type BinDirectionArgs,
  type PercentFee,
  Wallet,
  type WalletArgs,
  type WalletFees,
} from "./pulumi/wallet";
export { WebhookConfig, type WebhookConfigArgs } from "./pulumi/webhookConfig";
