import type { FeeKind } from "./entities";

/** Every kind of fee a wallet can carry. */
export const FEE_KINDS: readonly FeeKind[] = ["cardTransactions", "cardIssuing", "topUpsAllocation"];
