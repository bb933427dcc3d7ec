/** A card of a fleet as a file declares it: plain values, money as the text that stands in the file. */
import type { LimitKey } from "../model/limits";

export interface LoadedHolder {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone?: string;
  readonly cardOwnerId?: string;
  readonly accountId?: string;
}

/** What every card may say, whoever holds it. */
interface LoadedSettings {
  readonly name?: string;
  readonly cardType?: "virtual" | "physical";
  readonly limits?: { readonly [K in LimitKey]?: string };
  readonly binId?: string;
  readonly binCategoryId?: string;
  readonly currency?: string;
  readonly frozen?: boolean;
  readonly initialBalance?: string;
  readonly deletionPolicy?: "close" | "freeze" | "retain";
  readonly waitFor?: "active" | "accepted";
  readonly reissue?: string;
  readonly adopt?: true | string;
}

/** One row of a fleet file: either the id of a holder, or the holder in place. */
export type LoadedCard = LoadedSettings &
  (
    | { readonly holderId: string; readonly holder?: never }
    | { readonly holder: LoadedHolder; readonly holderId?: never }
  );
