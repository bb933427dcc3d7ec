// The truth after a kill has been made good: exactly what is declared lives, everything was done once, and no cent is missing.
import { type CardView, seedIds } from "pulumi-fourpay/sandbox";
import { expect } from "vitest";
import type { TestStack } from "../stack";
import type { Fleet } from "./drive";
import { type DialectName, fleetCards, ISSUING_FEE, TREASURY } from "./fleet";

const SEED_WALLET = "Operations";
const MARK = /-[a-z2-7]{10}$/;

const CARD_TYPE = /fourpay:Card$/;
const cents = (amount: string | number) => Math.round(Number(amount) * 100);
const isLive = ({ status }: CardView) => status !== "closed" && status !== "creating_failed";

export function liveCards(stack: TestStack): CardView[] {
  return stack.cards.filter(isLive);
}

/** Live cards of ours that no state knows: what a sweep is for. */
export async function leftovers(stack: TestStack): Promise<CardView[]> {
  const known = new Set((await stack.state()).map(({ id }) => id));
  return liveCards(stack).filter((card) => MARK.test(card.name) && !known.has(card.id));
}

/** After a kill and `destroy`: whatever still lives carries our mark, and of all resources the state knows at most the wallet. */
export async function auditLeft({ stack }: Fleet): Promise<void> {
  const left = await leftovers(stack);
  expect(left.map(({ id }) => id).toSorted()).toEqual(
    liveCards(stack)
      .map(({ id }) => id)
      .toSorted(),
  );
  const known = (await stack.state()).map(({ type }) => type);
  expect(known.filter((type) => !type.endsWith("fourpay:Wallet"))).toEqual([]);
  if (left.length === 0) expect(known).toEqual([]);
}

/** The program is in force: each declared card lives once, as declared, and the state knows exactly these. */
export async function auditDeclared(fleet: Fleet): Promise<void> {
  await auditCards(fleet, liveCards(fleet.stack));
  auditOnce([fleet]);
  auditWallets(fleet.stack, fleet.dialect, "active");
}

/** Several stacks declare the same in one wallet: each has cards of its own, and nobody has any besides. */
export async function auditSideBySide(fleets: readonly Fleet[]): Promise<void> {
  const owned = await Promise.all(fleets.map(({ stack }) => cardIds(stack)));
  const [{ stack }] = fleets as [Fleet];
  const live = liveCards(stack);
  expect(owned.flat().toSorted()).toEqual(live.map(({ id }) => id).toSorted());
  for (const [index, fleet] of fleets.entries()) {
    await auditCards(
      fleet,
      live.filter(({ id }) => owned[index]?.includes(id)),
    );
  }
  auditOnce(fleets);
}

async function cardIds(stack: TestStack): Promise<string[]> {
  return (await stack.state()).filter(({ type }) => CARD_TYPE.test(type)).map(({ id }) => id ?? "");
}

async function auditCards({ stack, dialect, stage }: Fleet, live: readonly CardView[]): Promise<void> {
  const declared = fleetCards(dialect, stage);
  expect(live).toHaveLength(declared.length);
  expect((await cardIds(stack)).toSorted()).toEqual(live.map(({ id }) => id).toSorted());
  for (const card of declared) {
    const seen = await stack.card(card.key);
    expect({ key: card.key, status: seen.status, balance: seen.balance, limits: seen.limits }).toEqual({
      key: card.key,
      status: card.frozen === true ? "frozen" : "active",
      balance: card.initialBalance ?? "0.00",
      limits: card.limits,
    });
    if (card.name === undefined) expect(seen.name).toMatch(new RegExp(`^${card.key}-[a-z2-7]{10}$`));
    else expect(seen.name).toBe(card.name);
  }
  expect(new Set(live.map(({ name }) => name)).size).toBe(live.length);
}

/** Nothing of the program is left but what cannot be deleted. */
export async function auditDestroyed({ stack, dialect }: Fleet): Promise<void> {
  expect(await stack.state()).toEqual([]);
  expect(liveCards(stack)).toEqual([]);
  auditMoney(stack);
  auditWallets(stack, dialect, "inactive");
}

/** Every declared object was made once and every initial balance paid once, in all the runs so far together. */
function auditOnce(fleets: readonly Fleet[]): void {
  const [{ stack }] = fleets as [Fleet];
  const incarnations = fleets.flatMap(({ dialect, stage }) => {
    const declared = fleetCards(dialect, stage);
    return [...declared, ...declared.filter(({ reissue }) => reissue !== undefined)];
  });
  expect(stack.cards).toHaveLength(incarnations.length);
  const { holders, operations } = stack.sandbox.control.snapshot();
  expect(holders).toHaveLength(4);
  const paid = operations.filter(
    ({ side, type, status }) => side === "card" && type === "top_up" && status === "completed",
  );
  const due = incarnations.flatMap(({ initialBalance }) => (initialBalance === undefined ? [] : [initialBalance]));
  expect(paid.map(({ amount }) => amount).toSorted()).toEqual(due.toSorted());
  expect(new Set(paid.map(({ cardId }) => cardId)).size).toBe(paid.length);
  auditMoney(stack);
}

/** To the cent: what was paid in is in wallets, on live cards, or was an issuing fee; a closed card holds nothing. */
function auditMoney(stack: TestStack): void {
  const { cards, ledger, wallets } = stack.sandbox.control.snapshot();
  expect(ledger.balanced).toBe(true);
  expect(cards.filter((card) => !isLive(card) && cents(card.balance) !== 0)).toEqual([]);
  const onCards = cards.reduce((sum, card) => sum + cents(card.balance), 0);
  const inWallets = wallets.reduce((sum, wallet) => sum + cents(wallet.balance), 0);
  expect(cents(ledger.fees)).toBe(cards.length * cents(ISSUING_FEE));
  expect(inWallets).toBe(cents(ledger.paidIn) - onCards - cards.length * cents(ISSUING_FEE));
  expect(wallets.filter(({ held }) => cents(held) !== 0)).toEqual([]);
}

/** One wallet besides the one that was there before; merchants have none of their own. */
function auditWallets(stack: TestStack, dialect: DialectName, status: string): void {
  const { wallets, ledger } = stack.sandbox.control.snapshot();
  const seed = wallets.filter(({ name }) => name === SEED_WALLET);
  expect(seed.map(({ id, status: now }) => [id, now])).toEqual([[seedIds.wallet, "active"]]);
  const ours = wallets.filter(({ name }) => name !== SEED_WALLET);
  if (dialect === "merchant") {
    expect(ours).toEqual([]);
    return;
  }
  expect(ours.map(({ status: now }) => now)).toEqual([status]);
  expect(ours[0]?.name).toMatch(/^pool-[a-z2-7]{10}$/);
  expect(cents(ledger.paidIn)).toBe(2 * cents(TREASURY));
}
