/** Can a card be issued somewhere, and what did failed or killed runs leave in the wallets? */
import type { CardIssuer } from "../../api/port";
import { isDefaultName, isUntouched } from "../../lifecycle/wallet/leftover";
import type { CardSummary, WalletSummary } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { isPositive } from "../../model/money";
import { isFailedCard, isFailedWallet } from "../../model/status";
import { count } from "../text";
import { type Check, failed, ok, warning } from "./check";

export interface Ward {
  readonly issuer: CardIssuer;
  readonly signal: AbortSignal;
  readonly now: number;
}

/** A virtual card comes in seconds, a physical one may take days. */
const STUCK_MS = 60 * 60_000;
const SHOWN = 5;

export async function checkWallets(ward: Ward, wallets: readonly WalletSummary[]): Promise<Check[]> {
  const active = wallets.filter(({ status }) => status === "active");
  return [
    usable(wallets, active),
    funded(active),
    await rulesOf(ward, active),
    leftByCreates(wallets),
    await cardsOf(ward, wallets),
  ];
}

function usable(wallets: readonly WalletSummary[], active: readonly WalletSummary[]): Check {
  const name = "wallets";
  if (active.length === 0) {
    return failed(
      name,
      `none of ${count(wallets.length, "wallet")} is active: no card can be issued`,
      "Declare a Wallet, or activate one in the 4pay dashboard.",
    );
  }
  const closedToCards = active.filter(({ allowedCardTypes }) => allowedCardTypes?.length === 0);
  if (closedToCards.length === active.length) {
    return failed(
      name,
      "no active wallet allows any type of card",
      "Ask 4pay support which providers issue cards for you.",
    );
  }
  return ok(name, `${active.length - closedToCards.length} of ${wallets.length} are active and allow cards`);
}

function funded(active: readonly WalletSummary[]): Check {
  const empty = active.filter(({ balance }) => balance !== undefined && !isPositive(balance));
  if (empty.length === 0) return ok("balances", "every active wallet that shows a balance has money");
  return warning(
    "balances",
    `without money: ${listed(empty.map(({ id }) => id))}`,
    "Issuing costs a fee: pay in before the next `pulumi up` issues cards there.",
  );
}

async function rulesOf({ issuer, signal }: Ward, active: readonly WalletSummary[]): Promise<Check> {
  const unreadable = await failuresOf(signal, active, (wallet) => issuer.getWalletRules(wallet.id, { signal }));
  if (unreadable.length === 0) return ok("limits", "the rules of every active wallet are readable");
  return failed(
    "limits",
    `the rules (limits, BINs) cannot be read of ${listed(unreadable)}`,
    "Issuing asks for them first. If the API is well otherwise, ask 4pay support about these wallets.",
  );
}

function leftByCreates(wallets: readonly WalletSummary[]): Check {
  const broken = wallets.filter(({ status }) => isFailedWallet(status)).map(({ id, status }) => `${id} (${status})`);
  // However old: young ones are claimed by the next `up`, old ones by nobody.
  const unnamed = wallets
    .filter((wallet) => isDefaultName(wallet.name) && isUntouched(wallet, Date.parse(wallet.createdAt ?? "")))
    .map(({ id }) => id);
  const says = [
    ...(broken.length === 0 ? [] : [`failed: ${listed(broken)}`]),
    ...(unnamed.length === 0 ? [] : [`never named, empty: ${listed(unnamed)}`]),
  ];
  if (says.length === 0) return ok("left-over wallets", "none");
  return warning(
    "left-over wallets",
    says.join("; "),
    "Interrupted creates leave such wallets. The API cannot delete them: deactivate the unnamed ones in the 4pay dashboard, ask support about the failed ones.",
  );
}

async function cardsOf({ issuer, signal, now }: Ward, wallets: readonly WalletSummary[]): Promise<Check> {
  const cards: CardSummary[] = [];
  const unreadable = await failuresOf(signal, wallets, async (wallet) => {
    cards.push(...(await issuer.listCards(wallet.id, {}, { signal })));
  });
  if (unreadable.length > 0)
    return failed(
      "cards",
      `the cards cannot be listed of ${listed(unreadable)}`,
      "Every run lists them before it issues. Try again in a moment.",
    );
  const stuck: string[] = [];
  const creating = cards.filter(
    ({ status, cardType }) => status === "creating" && cardType?.toLowerCase() !== "physical",
  );
  const unseen = await failuresOf(signal, creating, async ({ id, walletId }) => {
    const { status, createdAt = "" } = await issuer.getCard({ walletId, cardId: id }, { signal });
    if (status === "creating" && now - Date.parse(createdAt) > STUCK_MS) stuck.push(id);
  });
  if (unseen.length > 0) return failed("cards", `cannot be read: ${listed(unseen)}`, "Try again in a moment.");
  if (stuck.length > 0)
    return warning(
      "cards",
      `being created for more than an hour: ${listed(stuck)}`,
      "Ask 4pay support about them; the next `pulumi up` goes on waiting and issues no second one.",
    );
  const failures = cards.filter(({ status }) => isFailedCard(status)).length;
  return ok(
    "cards",
    `${count(cards.length, "card")}, none stuck${failures === 0 ? "" : `; ${failures} once failed to be issued, which needs nothing any more`}`,
  );
}

/** The ids of those the work failed for; the others are worked on all the same. */
async function failuresOf<T extends { readonly id: string }>(
  signal: AbortSignal,
  objects: readonly T[],
  work: (object: T) => Promise<unknown>,
): Promise<string[]> {
  const results = await Promise.all(
    objects.map(async (object) => {
      try {
        await work(object);
        return [];
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof FourpayError)) throw error;
        return [`${object.id} [${error.code}]`];
      }
    }),
  );
  return results.flat();
}

function listed(texts: readonly string[]): string {
  const more = texts.length - SHOWN;
  return `${texts.slice(0, SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
