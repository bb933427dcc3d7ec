/** Looks for the wallet a declaration stands for: the one to adopt, the one that carries its mark or name, or none. */
import type { WalletSummary } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { isFailedWallet } from "../../model/status";
import { isAutoName } from "../naming";
import type { Operation } from "../operation";
import { WALLET_NAME_MAX } from "./check";
import type { DeclaredWallet } from "./inputs";

export interface FoundWallet {
  readonly id: string;
  /** Made by this declaration in an earlier run. */
  readonly ours: boolean;
}

export async function findWallet(
  operation: Operation,
  declared: DeclaredWallet,
  wallets: readonly WalletSummary[],
): Promise<FoundWallet | undefined> {
  const { adopt, name } = declared;
  if (typeof adopt === "string") {
    const wallet = await operation.issuer.getWallet(adopt, operation);
    return { id: unowned(operation, wallet.id), ours: false };
  }
  const claimant = operation.run.claim("wallets", name, operation.urn);
  if (claimant !== operation.urn) {
    throw new FourpayError(
      "name_taken",
      `Another resource of this program (${claimant}) already stands for a wallet of this name.`,
      {
        hint: "Give one of them another name, or none.",
      },
    );
  }
  const ours = isAutoName(name, operation.urn, WALLET_NAME_MAX);
  const named = wallets.filter((wallet) => wallet.name === name && !isFailedWallet(wallet.status));
  // An inactive wallet of an explicit name is a predecessor nobody can prove to be ours: it neither blocks the name nor is revived.
  const usable = ours || adopt === true ? named : named.filter((wallet) => wallet.status !== "inactive");
  const [only] = usable;
  if (only === undefined) return undefined;
  if (usable.length > 1) {
    const listed = usable.map((wallet) => `${wallet.id} (${wallet.status})`).join(", ");
    throw new FourpayError(
      "ambiguous",
      `${usable.length} wallets match this declaration: ${listed}. Nothing was created or changed.`,
      {
        hint: "Set `adopt` to the id of the right one, or give another name.",
      },
    );
  }
  if (!ours && adopt !== true) {
    throw new FourpayError(
      "name_taken",
      `There already is a wallet of this name: ${only.id} (${only.status}). No wallet was created.`,
      {
        hint: `Set \`adopt: "${only.id}"\` to take it over, import it, or choose another name (without one, a unique name is made).`,
      },
    );
  }
  return { id: unowned(operation, only.id), ours };
}

function unowned(operation: Operation, id: string): string {
  const owner = operation.run.otherOwnerOf(id, operation.urn);
  if (owner === undefined) return id;
  throw new FourpayError(
    "adoption_mismatch",
    `The wallet ${id} already belongs to another resource of this run (${owner}).`,
    {
      hint: "Declare each wallet once and use its id in several places. If a resource was renamed, give the new one another name.",
    },
  );
}
