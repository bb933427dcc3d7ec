/** Checked card inputs as `create`, `update` and `delete` use them: typed, with money as text. Defaults are applied here, never stored. */
import type { Limits } from "../../model/limits";
import type { Raw } from "../../model/validate";

export interface DeclaredCard {
  readonly walletId: string;
  readonly holderId: string;
  readonly name: string;
  readonly cardType: string;
  readonly limits: Limits;
  readonly binId?: string;
  readonly binCategoryId?: string;
  readonly currency?: string;
  readonly frozen?: boolean;
  readonly initialBalance?: string;
  readonly deletionPolicy: "close" | "freeze" | "retain";
  readonly waitFor: "active" | "accepted";
  readonly reissue?: string;
  readonly adopt?: true | string;
}

/** The values come out of `check` (or out of state that `check` once made), so their shape is known. */
export function declaredCard(inputs: Raw): DeclaredCard {
  const cardType = (inputs.cardType as string | undefined) ?? "virtual";
  return {
    ...(inputs as unknown as DeclaredCard),
    cardType,
    limits: (inputs.limits as Limits | undefined) ?? {},
    deletionPolicy: (inputs.deletionPolicy as DeclaredCard["deletionPolicy"] | undefined) ?? "close",
    waitFor:
      (inputs.waitFor as DeclaredCard["waitFor"] | undefined) ?? (cardType === "physical" ? "accepted" : "active"),
  };
}
