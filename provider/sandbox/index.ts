// The public surface of the sandbox: a stateful stand-in for the remote API, on this machine only.
export type { Control, LimitsText, SeedCard } from "./control";
export type { FaultKind, FaultMatch, FaultSpec } from "./faultSpec";
export type { FaultState, Faults } from "./faults";
export type { Journal, JournalEntry, JournalFilter } from "./journal";
export type { Behaviour, Latency, RateLimit, SandboxOptions } from "./options";
export { type Sandbox, startSandbox } from "./server";
export { seedIds } from "./store/catalogue";
export type { LedgerCheck } from "./store/ledger";
export type { Seed, SeedHolder, SeedWallet } from "./store/seedTypes";
export type {
  CardView,
  DepositView,
  HolderView,
  OperationView,
  SandboxSnapshot,
  WalletView,
} from "./store/snapshot";
export type { ExchangeListener, ExchangePhase } from "./watchers";
