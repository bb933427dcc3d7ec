/** Asks the API about wallets: their funds, and the fees and currencies that the document does not tell. Reads only. */
import type { CardIssuer } from "../../api/port";
import { explain, isFourpayError } from "../../model/errors";
import type { Parties } from "./parties";
import type { CardChange } from "./record";

const AT_ONCE = 8;

/** Answers what could not be read. A wallet that the API does not know, or not show, is no reason to say nothing about the others. */
export async function learnFunds(
  issuer: CardIssuer,
  changes: readonly CardChange[],
  parties: Parties,
  signal: AbortSignal,
): Promise<string[]> {
  const ids = new Set<string>();
  for (const { before, after } of changes) {
    for (const side of [before, after]) {
      const key = side?.wallet.key;
      const id = key === undefined ? undefined : (parties.wallets.get(key)?.id ?? key);
      if (id !== undefined && id !== "?" && !id.startsWith("urn:")) ids.add(id);
    }
  }
  const problems: string[] = [];
  const waiting = [...ids];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        try {
          await learn(issuer, id, parties, signal);
        } catch (error) {
          if (!isFourpayError(error, "not_found", "rejected")) throw error;
          problems.push(`wallet ${id}: ${explain(error)}`);
        }
      }
    }),
  );
  return problems.sort();
}

async function learn(issuer: CardIssuer, id: string, parties: Parties, signal: AbortSignal): Promise<void> {
  const { name, currency, availableBalance, fees } = await issuer.getWallet(id, { signal });
  const fee = fees?.cardIssuing;
  parties.learn(id, {
    ...(name === undefined || name === "" ? {} : { name }),
    ...(currency === undefined ? {} : { currency }),
    ...(availableBalance === undefined ? {} : { available: availableBalance }),
    ...(fee === undefined || !("amount" in fee) ? {} : { issuingFee: { amount: fee.amount, currency: fee.currency } }),
  });
}
