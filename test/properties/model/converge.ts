// What a careful person does until the program and the remote agree again, and what must hold then.
import assert from "node:assert/strict";
import { isLiveCard } from "../../../provider/model/status";
import { seedIds } from "../../../provider/sandbox";
import { cardsFor, closeByHand, liveCards, type Model, payIn, type Real, settle, Violation } from "./model";
import { CARD_KEYS, type CardDecl, holdsBalance } from "./program";
import type { Failed } from "./stack";

const ATTEMPTS = 8;

export async function converge(model: Model, real: Real): Promise<void> {
  await settle(real);
  const seen: string[] = [];
  for (let attempt = 1; ; attempt += 1) {
    if (model.drifted) {
      const { failed } = await real.stack.refresh();
      if (failed.length > 0) throw new Violation(`A refresh without faults failed: ${describe(failed)}`);
      model.drifted = false;
    }
    payIn(real);
    const { failed } = await real.stack.up(model.program);
    if (failed.length === 0) break;
    seen.push(describe(failed));
    if (attempt === ATTEMPTS) throw new Violation(`It does not converge: ${seen.join(" | ")}`);
    // A wallet that this very run made holds nothing to pay a fee from.
    const wasPoor = payIn(real);
    for (const one of failed) if (!(wasPoor && one.error.code === "rejected")) attend(model, real, one);
  }
  await real.world.clock.advance(10_000);
  verify(model, real);
  await assertQuiet(model, real);
  model.due.clear();
}

/** What a person does about an error that is meant for one. Any other error must not occur while nothing is wrong out there. */
function attend(model: Model, real: Real, { resource, error }: Failed): void {
  const { program } = model;
  const { world } = real;
  const card = program.cards.get(resource.key as never);
  switch (error.code) {
    case "failed_state":
    case "unexpected_state":
      // The card never came to life; the next run issues another one.
      return;
    case "ambiguous":
    case "name_taken": {
      // Of two that were to be deleted after a replacement, the older one is a stranger to the run as well.
      const strangers = liveCards(real.world).filter(({ id, name }) => name === card?.name && !real.stack.stands(id));
      if (card?.name === undefined || strangers.length === 0) break;
      for (const stranger of strangers) closeByHand(model, real, stranger);
      return;
    }
    case "limit_not_removed":
      if (card === undefined || model.variant.limitsPatch === "replace") break;
      card.reissue = `r${++model.version}`;
      model.expectIssue(resource.key as never);
      return;
    case "holder_taken": {
      const holder = program.holders.get(resource.key as never);
      const there = real.world.control.snapshot().holders.find(({ id }) => error.message.includes(id));
      if (holder === undefined || there === undefined || there.email === holder.email) break;
      holder.email = there.email;
      return;
    }
    case "rejected": {
      // Frozen before it was ever paid for: let go of by its policy and found again, or while a payment failed.
      const { id, status } = world.cards.find((one) => one.id === cardId(real, resource.key)) ?? {};
      const { operations } = world.control.snapshot();
      const isPaid = operations.some(({ cardId: of, type }) => of === id && type === "top_up");
      if (card?.initialBalance === undefined || status !== "frozen" || isPaid) break;
      card.frozen = false;
      return;
    }
    case "live_cards_remain": {
      const strangers = liveCards(real.world).filter(
        ({ id, walletId }) => walletId === resource.recorded?.id && !real.stack.knows(id),
      );
      if (strangers.length === 0 || strangers.some(({ id }) => !model.letGo.has(id) && !model.orphans.has(id))) break;
      for (const stranger of strangers) closeByHand(model, real, stranger);
      return;
    }
    default:
  }
  throw new Violation(`Nobody is meant to see this: ${describe([{ resource, error }])}`);
}

function cardId({ stack }: Real, key: string): string | undefined {
  return stack.resource("Card", key).recorded?.id;
}

function describe(failed: readonly Failed[]): string {
  return failed
    .map(({ resource, error }) => `${resource.key}: ${error.code}: ${error.message} ${error.hint ?? ""}`)
    .join("; ");
}

/** Nothing differs, so nothing is asked and nothing is sent. */
async function assertQuiet(model: Model, { world, stack }: Real): Promise<void> {
  const before = world.sandbox.journal.count();
  const { failed } = await stack.up(model.program);
  assert.equal(describe(failed), "");
  assert.equal(world.sandbox.journal.count() - before, 0, "A second `up` sent requests.");
}

function verify(model: Model, real: Real): void {
  verifyHolders(model, real);
  verifyWallets(model, real);
  verifyCards(model, real);
  verifyMoney(model, real);
}

function verifyHolders({ program }: Model, { world, stack }: Real): void {
  for (const [key, { firstName, email }] of program.holders) {
    const { id } = stack.resource("Holder", key).recorded ?? {};
    const shown = world.control.snapshot().holders.find((one) => one.id === id);
    assert.deepEqual({ firstName: shown?.firstName, email: shown?.email }, { firstName, email }, `holder ${key}`);
  }
}

function verifyWallets({ program }: Model, { world, stack }: Real): void {
  const { wallets } = world.control.snapshot();
  const declared = new Set<string>([seedIds.wallet]);
  for (const [key, wallet] of program.wallets) {
    const { id = "none", inputs } = stack.resource("Wallet", key).recorded ?? {};
    declared.add(id);
    const named = wallets.filter(({ name, status }) => name === inputs?.name && status !== "inactive");
    assert.deepEqual(
      named.map((one) => ({ id: one.id, status: one.status })),
      wallet.active === false ? [] : [{ id, status: "active" }],
      `wallet ${key}`,
    );
  }
  // What has a name that was chosen, and is active, is declared; only a wallet that nobody had named yet may be left by an interruption.
  const stray = wallets.filter(
    ({ id, name, status }) => status === "active" && !declared.has(id) && !/ wallet \d+$/.test(name),
  );
  assert.deepEqual(stray, [], "active wallets that nobody declares");
}

function verifyCards(model: Model, real: Real): void {
  const { world, stack } = real;
  const { program } = model;
  const owned = new Set<string>();
  for (const [key, card] of program.cards) {
    const { id = "none", inputs } = stack.resource("Card", key).recorded ?? {};
    const shown = world.cards.find((one) => one.id === id);
    assert.ok(shown !== undefined && isLiveCard(shown.status), `card ${key} is ${shown?.status ?? "not there"}`);
    assert.ok(!owned.has(id), `card ${key} is another one's too`);
    owned.add(id);
    assert.equal(shown.name, inputs?.name, `name of ${key}`);
    if (card.name !== undefined) assert.equal(shown.name, card.name, `name of ${key}`);
    assert.equal(shown.holderId, inputs?.holderId, `holder of ${key}`);
    assert.equal(shown.walletId, inputs?.walletId, `wallet of ${key}`);
    verifyLimits(model, id, card, shown.limits);
    if (card.frozen !== undefined && shown.status !== "blocked") {
      assert.equal(shown.status, card.frozen ? "frozen" : "active", `card ${key}`);
    }
  }
  const unowned = liveCards(world).filter(({ id }) => !owned.has(id) && !model.letGo.has(id) && !model.orphans.has(id));
  assert.deepEqual(unowned, [], "live cards that nobody declares");
  verifyIssued(model, real);
}

/** No card was issued without a reason since everything had settled last. */
function verifyIssued(model: Model, real: Real): void {
  for (const key of CARD_KEYS) {
    const cards = cardsFor(model, real, key);
    const failed = cards.filter(({ status }) => status === "creating_failed").length;
    const fresh = cards.length - failed - (model.issued.get(key) ?? 0);
    assert.ok(
      fresh <= (model.due.get(key) ?? 0),
      `${fresh} cards were issued for ${key}, ${model.due.get(key) ?? 0} were due`,
    );
    model.issued.set(key, cards.length - failed);
  }
}

function verifyLimits(model: Model, id: string, { limits }: CardDecl, shown: CardDecl["limits"]): void {
  const declared = Object.entries(limits);
  assert.deepEqual(
    declared.map(([limit]) => [limit, shown[limit as keyof typeof shown]]),
    declared.map(([limit, value]) => [limit, value]),
    `limits of ${id}`,
  );
  const before = model.settledLimits.get(id) ?? {};
  const kept = Object.keys(before).filter((limit) => !(limit in limits) && limit in shown);
  assert.deepEqual(kept, [], `limits of ${id} that were taken out of the program`);
  model.settledLimits.set(id, limits);
}

function verifyMoney(model: Model, { world, stack }: Real): void {
  const { ledger, operations, cards } = world.control.snapshot();
  assert.ok(ledger.balanced, "the books do not balance");
  for (const { id, status, balance } of cards) {
    if (status !== "closed" && status !== "creating_failed") continue;
    if (!model.closedByHand.has(id)) assert.equal(balance, "0.00", `money stranded on ${id}`);
  }
  const paid = new Map<string, string[]>();
  for (const { cardId, side, type, status, amount } of operations) {
    if (side !== "card" || type !== "top_up" || cardId === null || status === "canceled") continue;
    paid.set(cardId, [...(paid.get(cardId) ?? []), amount]);
  }
  for (const [id, amounts] of paid) assert.equal(amounts.length, 1, `paid ${amounts.join(" and ")} into ${id}`);
  for (const [key, card] of model.program.cards) {
    const { id = "none" } = stack.resource("Card", key).recorded ?? {};
    const due = holdsBalance(card) && card.initialBalance !== undefined ? [card.initialBalance] : [];
    assert.deepEqual(paid.get(id) ?? [], due, `initial balance of ${key}`);
  }
}

/** The end of every story: destroyed, and nothing of it left live. */
export async function destroyAll(model: Model, real: Real): Promise<void> {
  const { world, stack } = real;
  await settle(real);
  for (let attempt = 1; ; attempt += 1) {
    const { failed } = await stack.destroy();
    if (failed.length === 0) break;
    if (attempt === ATTEMPTS) throw new Violation(`It is not destroyed: ${describe(failed)}`);
    for (const one of failed) attend(model, real, one);
  }
  await world.clock.advance(10_000);
  assert.ok(stack.isEmpty, "something is still recorded");
  const live = liveCards(world).filter(({ id }) => !model.letGo.has(id) && !model.orphans.has(id));
  assert.deepEqual(live, [], "live cards after destroy");
  const { wallets, ledger } = world.control.snapshot();
  const active = wallets.filter(
    ({ id, name, status }) => status === "active" && id !== seedIds.wallet && !/ wallet \d+$/.test(name),
  );
  assert.deepEqual(active, [], "active wallets after destroy");
  assert.ok(ledger.balanced, "the books do not balance");
}
