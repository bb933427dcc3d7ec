/** BINs, as the wallet's rules and the catalogue show them. */
import { z } from "zod";
import { defined } from "../model/defined";
import type { Bin } from "../model/entities";
import { id, optional, optionalText, textList } from "./wire";

export const wireBin = z
  .looseObject({
    cardProviderBinId: id,
    bin: optionalText,
    cardNetwork: optionalText,
    country: optionalText,
    issuerCountry: optionalText,
    tokenizations: optional(textList),
    cardTokenizations: optional(textList),
    categoryIds: optional(textList),
  })
  .transform(
    (wire): Bin =>
      defined({
        id: wire.cardProviderBinId,
        bin: wire.bin,
        network: wire.cardNetwork?.toLowerCase(),
        country: wire.country ?? wire.issuerCountry,
        tokenizations: (wire.tokenizations ?? wire.cardTokenizations ?? []).map(tokenization),
        categoryIds: wire.categoryIds ?? [],
      }),
  );

/** `Apple pay` and `apple_pay` are the same; the latter is ours. */
function tokenization(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, "_");
}
