// What others do: people and cards made over plain HTTP, as a team that knows nothing of Pulumi made them, and money paid in.
import { setTimeout as sleep } from "node:timers/promises";
import type { Dialect } from "../../provider/api/port";
import { type Sandbox, seedIds } from "../../provider/sandbox";

export interface MadeCard {
  readonly name: string;
  readonly holder: string;
  /** On the wire: `daily_limit`. */
  readonly limits?: Readonly<Record<string, string>>;
  readonly walletId?: string;
}

/** Answers the ids of the cards, in the order given, once all of them are active. */
export async function madeByHand(
  sandbox: Sandbox,
  dialect: Dialect,
  cards: readonly MadeCard[],
): Promise<readonly string[]> {
  const api = apiOf(sandbox, dialect);
  const people = [...new Set(cards.map(({ holder }) => holder))];
  for (const [index, holder] of people.entries()) await api.person(holder, index);
  const ids: string[] = [];
  for (const card of cards) ids.push(await api.card(card));
  const active = () => sandbox.control.snapshot().cards.every(({ status }) => status !== "creating");
  while (!active()) await sleep(20);
  return ids;
}

function apiOf(sandbox: Sandbox, dialect: Dialect) {
  const post = async (path: string, headers: Record<string, string>, body: unknown) => {
    const init = { method: "POST", headers: { ...headers, "content-type": "application/json" } };
    const answer = await fetch(`${sandbox.url}/api/v2${path}`, { ...init, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${text}`);
    return JSON.parse(text === "" ? "{}" : text) as { id?: string; data?: { id?: string } };
  };
  const organization = { authorization: `Bearer ${sandbox.apiKey}` };
  const merchant = { "x-api-token": sandbox.apiToken };
  const root = `/organizations/${sandbox.organizationId}`;
  return {
    async person(holder: string, index: number) {
      const names = { firstName: 'Zoë "Z"', lastName: `O'Neill ${index % 2}` };
      const own = { cardOwnerId: holder, email: `${holder}@example.com` };
      if (dialect === "organization") await post(`${root}/holders`, organization, { ...own, ...names });
      else {
        const body = { ...own, first_name: names.firstName, last_name: names.lastName };
        await post(`/accounts/${seedIds.wallet}/cardholders`, merchant, body);
      }
    },
    async card({ name, holder, limits, walletId = seedIds.wallet }: MadeCard) {
      const body = { name, cardOwnerId: holder, cardType: "virtual", ...(limits === undefined ? {} : { limits }) };
      const made =
        dialect === "organization"
          ? await post(`${root}/wallets/${walletId}/instruments`, organization, body)
          : await post(`/accounts/${walletId}/cards`, merchant, body);
      return made.data?.id ?? made.id ?? "";
    },
  };
}

/** New wallets are empty, and issuing costs a fee: somebody pays in at once. */
export function payIn(sandbox: Sandbox): void {
  sandbox.onExchange(() => {
    for (const { id, balance } of sandbox.control.snapshot().wallets)
      if (balance === "0.00") sandbox.control.fundWallet(id, "100.00");
  });
}
