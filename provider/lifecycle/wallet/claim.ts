/** Takes over the wallet that an interrupted run created and did not come to name: names it, lets it settle and looks whether it kept the name. */
import type { Wallet, WalletProvider, WalletSummary } from "../../model/entities";
import { isFourpayError } from "../../model/errors";
import { DONE, pending, walletReaches } from "../../wait/conditions";
import { pollUntil } from "../../wait/poll";
import { applyChange, SETTLE_MS, writing } from "../apply";
import type { Operation } from "../operation";
import type { DeclaredWallet } from "./inputs";
import { isDefaultName, isUntouched, type Origin, originOf } from "./leftover";

/**
 * For so long it must stay unnamed under our eyes. Its creator may be alive: it names its wallet at once, or, where the API takes no changes
 * before, at its next look after the wallet is ready, and looks are never further apart than this.
 */
const WATCHED_MS = 15_000;
/** Two runs that claim the same wallet both see the later name after this time. */
const BOTH_SEE_MS = 3_000;

/**
 * The id of the claimed wallet, or nothing when there is none to claim or somebody else named it meanwhile.
 *
 * Assumption: a lone wallet that is unnamed, empty, untouched and at most a day old was left by an interrupted run.
 */
export async function claimLeftover(
  operation: Operation,
  declared: DeclaredWallet,
  wallets: readonly WalletSummary[],
): Promise<string | undefined> {
  const { providerId } = declared;
  const now = operation.clock.now();
  const untouched = wallets.filter(
    (wallet) => operation.run.ownerOf(wallet.id) === undefined && isUntouched(wallet, now),
  );
  if (providerId === undefined || untouched.length === 0) return undefined;
  const providers = (await orNone(operation.issuer.listWalletProviders(operation))) ?? [];
  const provider = providers.find(({ id }) => id === providerId);
  const candidates: { wallet: WalletSummary; origin: Origin }[] = [];
  for (const wallet of untouched.filter(({ name }) => isDefaultName(name, provider?.name))) {
    const origin = await originIn(operation, wallet, providerId, providers);
    if (origin !== "no") candidates.push({ wallet, origin });
  }
  const [only] = candidates;
  return only === undefined || candidates.length > 1 ? undefined : takeOver(operation, declared, only);
}

async function takeOver(
  operation: Operation,
  { name }: DeclaredWallet,
  { wallet: { id, name: oldName }, origin }: { wallet: WalletSummary; origin: Origin },
): Promise<string | undefined> {
  const { clock, issuer } = operation;
  operation.progress("an unnamed wallet was left by an interrupted run; claiming it");
  if (!(await isReady(operation, id))) return undefined;
  await clock.sleep(WATCHED_MS, operation.signal);
  if ((await issuer.getWallet(id, operation)).name !== oldName) return undefined;
  const named = await applyChange(operation, {
    what: "the wallet to show its name",
    send: () => issuer.updateWallet(id, { name }, writing(operation)),
    observe: (signal) => issuer.getWallet(id, { signal }),
    judge: (seen) => (seen.name === oldName ? pending("old name") : DONE),
    withinMs: SETTLE_MS,
    timeoutHint: "Run `pulumi up` again: it looks at the wallet anew. No wallet was created.",
  });
  if (named.name !== name) return undefined;
  await clock.sleep(BOTH_SEE_MS, operation.signal);
  if ((await issuer.getWallet(id, operation)).name !== name) return undefined;
  operation.note(
    origin === "sure" ? "info" : "warning",
    `The wallet ${id}, left unnamed by an interrupted run, was taken over instead of creating another one.${
      origin === "sure" ? "" : " More than one wallet provider could have made it: look whether it is the one you want."
    }`,
  );
  return id;
}

/** Waits for a wallet that is still being created; one that fails is nobody's to claim. */
async function isReady(operation: Operation, id: string): Promise<boolean> {
  try {
    await pollUntil<Wallet>({
      ...operation,
      what: `the wallet ${id}, which an interrupted run seems to have left, to be ready`,
      observe: () => operation.issuer.getWallet(id, { signal: operation.signal }),
      judge: walletReaches("active"),
      timeoutHint: `No wallet was created. If ${id} is not yours, name it in the 4pay dashboard; then run \`pulumi up\` again.`,
    });
    return true;
  } catch (error) {
    if (isFourpayError(error, "failed_state", "not_found")) return false;
    throw error;
  }
}

async function originIn(
  operation: Operation,
  wallet: WalletSummary,
  providerId: string,
  providers: readonly WalletProvider[],
): Promise<Origin> {
  const origin = originOf(wallet, providerId, providers);
  if (origin !== "alike" || providers.length === 0) return origin;
  // The rules tell more, at the price of a request.
  const rules = await orNone(operation.issuer.getWalletRules(wallet.id, operation));
  return originOf({ ...wallet, cardsHoldBalance: rules?.cardsHoldBalance }, providerId, providers);
}

/** Both only help to tell providers apart; an API that does not show them is no reason to create a second wallet. */
async function orNone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isFourpayError(error, "not_found", "forbidden", "protocol_error", "server_error", "rejected")) return undefined;
    throw error;
  }
}
