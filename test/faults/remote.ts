// What a sandbox holds, in a form in which two sandboxes can be compared: without ids and times of their own.
import type { Sandbox } from "../../provider/sandbox";

export interface Remote {
  readonly holders: readonly string[];
  readonly wallets: readonly string[];
  readonly cards: readonly string[];
  readonly operations: readonly string[];
  readonly webhook: string;
  readonly balanced: boolean;
}

/** Whatever is still under way is let come to its end first. */
export async function remoteOf(sandbox: Sandbox): Promise<Remote> {
  await sandbox.advance(600_000);
  const { holders, wallets, cards, operations, ledger } = sandbox.control.snapshot();
  const walletName = new Map(wallets.map(({ id, name }) => [id, name]));
  const webhook = await fetch(`${sandbox.url}/api/v2/webhooks/config`, {
    headers: { "x-api-token": sandbox.apiToken },
  });
  return {
    holders: holders
      .map(({ id, firstName, lastName, email }) => `${id}: ${firstName} ${lastName} <${email}>`)
      .toSorted(),
    wallets: wallets
      .map(({ name, status, balance, available }) => `${name}: ${status}, ${balance}, available ${available}`)
      .toSorted(),
    cards: cards
      .map(
        ({ name, walletId, holderId, status, balance, limits }) =>
          `${name} of ${holderId} in ${walletName.get(walletId)}: ${status}, ${balance}, ${JSON.stringify(limits)}`,
      )
      .toSorted(),
    operations: operations
      .map(({ side, type, status, amount, fee }) => `${side} ${type} ${status} ${amount} ${fee}`)
      .toSorted(),
    webhook: webhook.status === 404 ? "none" : await webhook.text(),
    balanced: ledger.balanced,
  };
}
