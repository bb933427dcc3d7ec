// What a sandbox can hold when it starts.
import type { BalanceMode, Bin, BinCategory, Wallet, WalletProvider } from "./entities";

export interface SeedHolder {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  phone?: string;
  walletId?: string;
}

export interface SeedWallet {
  id?: string;
  /** Default: the first provider. */
  providerId?: string;
  name?: string;
  /** Decimal text, credited without a fee. Default `0.00`. */
  balance?: string;
  status?: Wallet["status"];
  balanceMode?: BalanceMode;
  /** Default true. */
  transferAllowed?: boolean;
}

export interface Seed {
  /** Whoever leaves the catalogue out gets the standard one. */
  categories?: readonly BinCategory[];
  bins?: readonly Bin[];
  providers?: readonly WalletProvider[];
  wallets?: readonly SeedWallet[];
  holders?: readonly SeedHolder[];
}

export type SeedChoice = Seed | "default" | "demo" | "empty";
