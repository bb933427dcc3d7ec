/** From which provider a wallet was made, which no wallet tells: said by the user, or the only one there can be. */
import type { WalletProvider, WalletSummary } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { folded } from "./filter";

/** `stated` holds a provider id, or `<wallet id or name>=<provider id>`. Throws `input_invalid`. */
export function providerOf(
  { id, name, currency }: WalletSummary,
  providers: readonly WalletProvider[],
  stated: readonly string[],
): string {
  const choices = stated.map((text) => {
    const at = text.lastIndexOf("=");
    return { wallet: at < 0 ? undefined : folded(text.slice(0, at)), provider: text.slice(at + 1).trim() };
  });
  const own = choices.find(({ wallet }) => wallet !== undefined && [folded(id), folded(name ?? "")].includes(wallet));
  const chosen = (own ?? choices.find(({ wallet }) => wallet === undefined))?.provider;
  if (chosen !== undefined) {
    const known = providers.find((provider) => folded(provider.id) === folded(chosen));
    if (known !== undefined) return known.id;
    throw new FourpayError("input_invalid", `--provider: there is no wallet provider ${chosen}. Nothing was written.`, {
      hint: listed(providers),
    });
  }
  const possible = providers.filter((provider) => provider.currency === undefined || provider.currency === currency);
  const [only] = possible;
  if (only !== undefined && possible.length === 1) return only.id;
  throw new FourpayError(
    "input_invalid",
    `The API does not show which provider the wallet ${id} was made from. Nothing was written.`,
    { hint: `Say it with --provider ${id}=<provider id>. ${listed(providers)}` },
  );
}

function listed(providers: readonly WalletProvider[]): string {
  const shown = providers.map(({ id, name, currency }) =>
    [id, name, currency].filter((part) => part !== undefined).join(" "),
  );
  return `There are: ${shown.join("; ") || "none"}.`;
}
