/** Ensures that the wallet exists, exactly once. Creations run in turn: a wallet whose reply was lost is what the list did not hold before. */
import { defined } from "../../model/defined";
import type { WalletSummary } from "../../model/entities";
import { FourpayError, isFourpayError } from "../../model/errors";
import type { Raw } from "../../model/validate";
import { DONE, pending } from "../../wait/conditions";
import { findOutcome, orAbsent, writing } from "../apply";
import { isMarked } from "../naming";
import { type Operation, PartialFailure } from "../operation";
import { claimLeftover } from "./claim";
import { findWallet } from "./find";
import { type DeclaredWallet, walletState } from "./inputs";
import { WALLET_ASPECTS } from "./steps";

export interface EnsuredWallet {
  readonly id: string;
  /** Made or found by our mark: it may be re-activated. */
  readonly ours: boolean;
  /** Made just now: it starts out on its way to active. */
  readonly fresh: boolean;
  /** Name, fees and BIN directions were sent and accepted. */
  readonly detailsSent: boolean;
}

export function ensureWallet(operation: Operation, declared: DeclaredWallet, inputs: Raw): Promise<EnsuredWallet> {
  return operation.run.inTurn(async () => {
    operation.signal.throwIfAborted();
    const wallets = await operation.issuer.listWallets(operation);
    const found = await findWallet(operation, declared, wallets);
    if (found !== undefined) return owned(operation, { ...found, fresh: false, detailsSent: false });
    const claimed = await claimLeftover(operation, declared, wallets);
    if (claimed !== undefined) return owned(operation, { id: claimed, ours: true, fresh: false, detailsSent: false });

    operation.progress("creating the wallet");
    const id = await createWallet(operation, declared, wallets);
    operation.run.created(id, operation.urn);
    try {
      return { id, ours: true, fresh: true, detailsSent: await sendDetails(operation, id, declared) };
    } catch (error) {
      throw new PartialFailure(id, walletState(operation, inputs, { unfinished: WALLET_ASPECTS }), error);
    }
  });
}

function owned(operation: Operation, ensured: EnsuredWallet): EnsuredWallet {
  operation.run.created(ensured.id, operation.urn);
  return ensured;
}

async function createWallet(
  operation: Operation,
  declared: DeclaredWallet,
  before: readonly WalletSummary[],
): Promise<string> {
  try {
    const isKnown = (id: string) => before.some((wallet) => wallet.id === id);
    return (await operation.issuer.createWallet(declared.providerId ?? "", { ...writing(operation), isKnown })).id;
  } catch (error) {
    if (!isFourpayError(error, "outcome_unknown")) throw error;
    return findLost(operation, error, before);
  }
}

/** Another stack may create a wallet at the same moment; it names it at once, so only what stays unnamed for a while can be ours. */
const UNNAMED_FOR_MS = 3_000;

async function findLost(operation: Operation, lost: FourpayError, before: readonly WalletSummary[]): Promise<string> {
  const known = new Set(before.map((wallet) => wallet.id));
  const firstSeen = new Map<string, number>();
  const [only, ...others] = await findOutcome(operation, lost, {
    what: "the new wallet to appear in the list",
    observe: async (signal) => {
      const wallets = await operation.issuer.listWallets({ signal });
      const now = operation.clock.now();
      const unnamed = wallets.filter(
        (wallet) => !known.has(wallet.id) && !isMarked(wallet.name) && operation.run.ownerOf(wallet.id) === undefined,
      );
      for (const { id } of unnamed) firstSeen.set(id, firstSeen.get(id) ?? now);
      return unnamed.filter(({ id }) => now - (firstSeen.get(id) ?? now) >= UNNAMED_FOR_MS);
    },
    judge: (wallets) => (wallets.length > 0 ? DONE : pending("no new wallet")),
  });
  if (only !== undefined && others.length === 0) return only.id;
  const listed = [only, ...others].map((wallet) => wallet?.id).join(", ");
  throw new FourpayError(
    "ambiguous",
    `The reply to creating the wallet was lost, and several new wallets appeared: ${listed}. None was touched.`,
    {
      hint: "Set `adopt` to the id of the right one.",
    },
  );
}

/**
 * Names the wallet at once, which is what makes it ours.
 *
 * Assumption: a wallet may refuse changes while it is being created. Then it gets them when it is active.
 */
async function sendDetails(operation: Operation, id: string, declared: DeclaredWallet): Promise<boolean> {
  const { name, fees, binDirections } = declared;
  try {
    await operation.issuer.updateWallet(id, defined({ name, fees, binDirections }), writing(operation));
    return true;
  } catch (error) {
    if (isFourpayError(error, "rejected", "not_found")) return false;
    if (!isFourpayError(error, "outcome_unknown")) throw error;
    await findOutcome(operation, error, {
      what: "the wallet to show its name",
      observe: (signal) => orAbsent(operation.issuer.getWallet(id, { signal })),
      judge: (wallet) => (wallet?.name === name ? DONE : pending("old name")),
    });
    return true;
  }
}
