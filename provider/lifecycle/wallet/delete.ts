/** Deleting a wallet: refused while live cards remain; then deactivated, and a remaining balance reported. `retain` forgets. */
import type { CardSummary, Wallet } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { isPositive } from "../../model/money";
import { isLiveCard } from "../../model/status";
import { orAbsent } from "../apply";
import { lookAtCard } from "../card/observe";
import type { Operation, State } from "../operation";
import { declaredWallet } from "./inputs";
import { setActive, settleWallet } from "./steps";

export async function deleteWallet(operation: Operation, id: string, state: State): Promise<void> {
  if (operation.run.isCurrent(id)) {
    operation.note(
      "warning",
      `The wallet ${id} still stands for a declared resource (a forced replacement?), so it stays as it is.`,
    );
    return;
  }
  const { deletionPolicy } = declaredWallet(state);
  if (deletionPolicy === "retain" || !operation.issuer.capabilities.managesWallets) {
    operation.note("info", `The wallet ${id} is kept as it is and no longer managed.`);
    return;
  }
  const wallet = await observeWallet(operation, id);
  if (wallet === undefined || NEVER_ACTIVE.includes(wallet.status)) return;
  await assertNoLiveCards(operation, id);
  reportBalance(operation, await setActive(operation, id, false, await settleWallet(operation, id, false)));
}

/** There is nothing to deactivate. After any other failed change the wallet may well be active. */
const NEVER_ACTIVE: readonly string[] = ["creating_failed", "activating_failed"];

/** The wallet, or nothing when it is certainly gone: not found, and not in the full list either. */
export async function observeWallet(operation: Operation, id: string): Promise<Wallet | undefined> {
  const wallet = await orAbsent(operation.issuer.getWallet(id, operation));
  if (wallet !== undefined) return wallet;
  const wallets = await operation.issuer.listWallets(operation);
  if (!wallets.some((listed) => listed.id === id)) return undefined;
  throw new FourpayError(
    "protocol_error",
    `The API does not find the wallet ${id}, but still lists it; it is not taken for gone.`,
    {
      hint: "Try again in a moment.",
    },
  );
}

async function assertNoLiveCards(operation: Operation, id: string): Promise<void> {
  const cards = await operation.issuer.listCards(id, {}, operation);
  const live = await stillLive(
    operation,
    cards.filter((card) => isLiveCard(card.status)),
  );
  if (live.length === 0) return;
  const shown = live
    .slice(0, 5)
    .map((card) => `${card.id} (${card.status})`)
    .join(", ");
  throw new FourpayError(
    "live_cards_remain",
    `The wallet ${id} still has ${live.length} live card${live.length === 1 ? "" : "s"}: ${shown}${live.length > 5 ? ", …" : ""}. It was not deactivated.`,
    {
      hint: 'Close them first (`fourpay sweep` shows those an interrupted run left), or set the wallet\'s `deletionPolicy: "retain"`.',
    },
  );
}

/** A list may lag behind what was closed a moment ago; where few are in question, each is asked itself. */
async function stillLive(operation: Operation, listed: readonly CardSummary[]): Promise<readonly CardSummary[]> {
  if (listed.length > FEW) return listed;
  const now = await Promise.all(
    listed.map((card) => orAbsent(lookAtCard(operation, { walletId: card.walletId, cardId: card.id }))),
  );
  return listed.filter((_, index) => isLiveCard(now[index]?.status ?? "unknown"));
}

const FEW = 50;

function reportBalance(operation: Operation, wallet: Wallet): void {
  if (wallet.balance !== undefined && isPositive(wallet.balance)) {
    operation.note(
      "warning",
      `The wallet ${wallet.id} is deactivated with ${wallet.balance} ${wallet.currency ?? ""} on it; the money stays there.`,
    );
  }
}
