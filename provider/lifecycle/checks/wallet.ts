/** Whether a wallet can be created, or taken over, as declared. Facts in, problems out. Pure. */
import type { WalletSummary } from "../../model/entities";
import { isFailedWallet } from "../../model/status";
import { sameText } from "../../model/text";
import { type Problem, refusal } from "./problem";

/** An empty list says nothing: the page about it is not public. */
export function providerProblems(providerId: string, listed: readonly { readonly id: string }[]): Problem[] {
  if (listed.length === 0 || listed.some(({ id }) => sameText(id, providerId))) return [];
  return [refusal("providerId", "is not among the wallet providers of this organization", "not_found")];
}

/** As creation will see it: an inactive wallet does not hold its name. */
export function walletNameProblems(
  name: string,
  wallets: readonly WalletSummary[],
  isOfThisProgram: (id: string) => boolean,
): Problem[] {
  const [taken] = wallets.filter(
    (wallet) =>
      wallet.name === name &&
      !isFailedWallet(wallet.status) &&
      wallet.status !== "inactive" &&
      !isOfThisProgram(wallet.id),
  );
  if (taken === undefined) return [];
  return [
    refusal(
      "name",
      `is taken: there already is a wallet of this name, ${taken.id}; set \`adopt: "${taken.id}"\`, import it, or choose another name. If another resource of this program gives the name up, let this one depend on it, so that it comes first`,
      "name_taken",
    ),
  ];
}
