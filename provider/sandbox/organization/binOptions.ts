// The BIN catalogue. It is asked with POST but changes nothing, and its filters are repeated plain keys.
import { z } from "zod";
import type { Route } from "../dialect";
import { admits, uuid } from "../shared/fields";
import type { Store } from "../store/store";
import { paged } from "./pages";
import { readPage, readRepeated } from "./query";
import { showNetwork } from "./walletWire";

export function binOptionRoutes(store: Store): Route[] {
  /** The BINs that the named wallets and providers offer; undefined when nobody is named. */
  function offered(walletIds: ReadonlySet<string>, providerIds: ReadonlySet<string>): Set<string> | undefined {
    if (walletIds.size + providerIds.size === 0) return undefined;
    const providers = [
      ...[...walletIds].map((id) => store.wallets.get(id)?.provider),
      ...[...providerIds].map((id) => store.providers.get(id)),
    ];
    return new Set(providers.flatMap((provider) => provider?.binIds ?? []));
  }

  return [
    {
      method: "POST",
      template: "/bin-options",
      write: false,
      handle(call) {
        const page = readPage(call, store.settings.behaviour);
        const types = readRepeated(call, "binCategories", z.string());
        const allowed = offered(readRepeated(call, "accountIds", uuid), readRepeated(call, "companyProviderIds", uuid));
        const options = [...store.categories.values()]
          .filter((category) => admits(types, category.type))
          .map((category) => ({
            ...category,
            bins: [...store.bins.values()]
              .filter((bin) => bin.categoryIds.includes(category.id) && (allowed?.has(bin.id) ?? true))
              .map((bin) => ({
                cardProviderBinId: bin.id,
                bin: bin.digits,
                cardNetwork: showNetwork(store, bin),
                country: bin.country,
                tokenizations: bin.tokenizations,
              })),
          }))
          // Assumption: a category without any BIN left by the filters is not an option.
          .filter((option) => option.bins.length > 0);
        return paged(options, page, (option) => option);
      },
    },
  ];
}
