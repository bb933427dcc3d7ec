/** Checked wallet inputs as the lifecycle uses them, and what is recorded of a wallet. Never a balance. */
import type { BinDirection, Fees, Wallet } from "../../model/entities";
import type { WalletInputs } from "../../model/inputs/wallet";
import type { Raw } from "../../model/validate";
import { type Operation, recordedTenant, type State } from "../operation";

export type DeclaredWallet = Omit<WalletInputs, "name" | "fees" | "binDirections" | "deletionPolicy"> & {
  readonly name: string;
  readonly fees?: Fees;
  readonly binDirections?: readonly BinDirection[];
  readonly deletionPolicy: NonNullable<WalletInputs["deletionPolicy"]>;
};

export function declaredWallet(inputs: Raw): DeclaredWallet {
  const declared = inputs as unknown as DeclaredWallet;
  const { deletionPolicy = "deactivate" } = declared as Partial<DeclaredWallet>;
  return { ...declared, deletionPolicy };
}

/** Outputs that are not inputs. */
export const WALLET_OUTPUTS = ["status", "currency", "allowedCardTypes", "createdAt"] as const;

export interface WalletFacts {
  readonly wallet?: Wallet | undefined;
  readonly before?: State | undefined;
  readonly unfinished?: readonly string[];
}

export function walletState(
  by: Pick<Operation, "issuer">,
  inputs: Raw,
  { wallet, before = {}, unfinished = [] }: WalletFacts,
): State {
  const state: Record<string, unknown> = { ...inputs, ...recordedTenant(by.issuer.tenant) };
  for (const key of WALLET_OUTPUTS) {
    const value = wallet?.[key] ?? before[key];
    if (value !== undefined) state[key] = value;
  }
  state.status ??= "creating";
  if (unfinished.length > 0) state.unfinished = [...unfinished];
  return state;
}
