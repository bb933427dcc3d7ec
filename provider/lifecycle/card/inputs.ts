/** Checked card inputs as `create`, `update` and `delete` use them: typed, with money as text. Defaults are applied here, never stored. */
import type { CardInputs } from "../../model/inputs/card";
import type { Limits } from "../../model/limits";
import type { Raw } from "../../model/validate";

type Defaulted = "name" | "cardType" | "limits" | "initialBalance" | "deletionPolicy" | "waitFor";

export type DeclaredCard = Omit<CardInputs, Defaulted> & {
  readonly name: string;
  readonly cardType: NonNullable<CardInputs["cardType"]>;
  readonly limits: Limits;
  readonly initialBalance?: string;
  readonly deletionPolicy: NonNullable<CardInputs["deletionPolicy"]>;
  readonly waitFor: NonNullable<CardInputs["waitFor"]>;
};

/** The values come out of `check` (or out of state that `check` once made), so their shape is known. */
export function declaredCard(inputs: Raw): DeclaredCard {
  const declared = inputs as unknown as DeclaredCard;
  const { cardType = "virtual", limits = {}, deletionPolicy = "close" } = declared as Partial<DeclaredCard>;
  const { waitFor = cardType === "physical" ? "accepted" : "active" } = declared as Partial<DeclaredCard>;
  return { ...declared, cardType, limits, deletionPolicy, waitFor };
}
