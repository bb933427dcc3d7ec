/** The BIN catalogue: `/bin-options`. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { BinCategory } from "../../model/entities";
import { wireBin } from "../binWire";
import { readItems } from "../pages";
import { path } from "../paths";
import type { Call } from "../port";
import { id, optional, optionalText } from "../wire";
import { idOf, type Organization, pagesOf } from "./scope";

const NAME = "BIN option";

const wireCategory = z
  .looseObject({
    id,
    type: optionalText,
    name: optionalText,
    description: optionalText,
    bins: optional(z.array(wireBin)),
  })
  .transform(
    ({ id, type, name, description, bins }): BinCategory => defined({ id, type, name, description, bins: bins ?? [] }),
  );

export interface BinOptionFilter {
  readonly walletIds?: readonly string[];
  readonly providerIds?: readonly string[];
  /** Category types: `travel`, `advertising`. */
  readonly categories?: readonly string[];
}

/** `POST /bin-options`: a read, despite the method. Its filters are repeated plain keys, without the `[]` of the other lists. */
export function listBinOptions(org: Organization, filter: BinOptionFilter, call: Call): AsyncIterable<BinCategory> {
  const query = {
    accountIds: filter.walletIds,
    companyProviderIds: filter.providerIds,
    binCategories: filter.categories,
  };
  const parts = { path: path`${org.root}/bin-options`, name: NAME, query };
  return readItems(pagesOf(org, parts, wireCategory, call, "POST"), idOf, NAME);
}
