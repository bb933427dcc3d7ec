/** Checked wallet inputs as the lifecycle uses them, and what is recorded of a wallet. Never a balance. */
import type { BinDirection, Fees, Wallet } from "../../model/entities";
import type { Raw } from "../../model/validate";
import { type Operation, recordedTenant, type State } from "../operation";

export interface DeclaredWallet {
  readonly providerId?: string;
  readonly accountId?: string;
  readonly name: string;
  readonly fees?: Fees;
  readonly binDirections?: readonly BinDirection[];
  readonly active?: boolean;
  readonly deletionPolicy: "deactivate" | "retain";
  readonly adopt?: true | string;
}

export function declaredWallet(inputs: Raw): DeclaredWallet {
  return {
    ...(inputs as unknown as DeclaredWallet),
    deletionPolicy: (inputs.deletionPolicy as DeclaredWallet["deletionPolicy"] | undefined) ?? "deactivate",
  };
}

/** Outputs that are not inputs. */
export const WALLET_OUTPUTS = ["status", "currency", "allowedCardTypes", "createdAt"] as const;

export interface WalletFacts {
  readonly wallet?: Wallet | undefined;
  readonly before?: State | undefined;
  readonly unfinished?: readonly string[];
}

export function walletState(
  operation: Operation,
  inputs: Raw,
  { wallet, before = {}, unfinished = [] }: WalletFacts,
): State {
  const state: Record<string, unknown> = { ...inputs, ...recordedTenant(operation.issuer.tenant) };
  for (const key of WALLET_OUTPUTS) {
    const value = wallet?.[key] ?? before[key];
    if (value !== undefined) state[key] = value;
  }
  state.status ??= "creating";
  if (unfinished.length > 0) state.unfinished = [...unfinished];
  return state;
}
