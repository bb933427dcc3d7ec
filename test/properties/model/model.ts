// The plain description that the remote is held against, and the world it is about.
import type { NewCard } from "../../../provider/api/port";
import { isLiveCard } from "../../../provider/model/status";
import { type CardView, type SandboxOptions, seedIds } from "../../../provider/sandbox";
import { catalogue } from "../../../provider/sandbox/store/catalogue";
import { openWorld, type World, type WorldOptions } from "../../support/lifecycleWorld";
import { type CardDecl, type CardKey, keyOfCard, type Program } from "./program";
import { Stack } from "./stack";

export type Variant = Required<Pick<WorldOptions, "dialect">> & {
  readonly limitsPatch: "merge" | "replace";
  readonly walletPatchWhileCreating: "accept" | "reject";
};

/** Something happened that must never happen. */
export class Violation extends Error {}

export class Model {
  readonly program: Program = { holders: new Map(), wallets: new Map(), cards: new Map() };
  /** Counts up, so that every new name and e-mail is a new one. */
  version = 0;
  /** Somebody changed something by hand since the last refresh. */
  drifted = false;
  /** How many cards may be issued for this key until everything has settled again. */
  readonly due = new Map<CardKey, number>();
  /** How many cards had ever been issued for it when everything had settled last. */
  readonly issued = new Map<CardKey, number>();
  /** Cards that vanished from the remote as if they had never been. */
  readonly vanished: CardView[] = [];
  /** Cards the stack let go of on purpose (`retain`, `freeze`), live. */
  readonly letGo = new Set<string>();
  /** Closed or taken away by hand, with whatever was on them. */
  readonly closedByHand = new Set<string>();
  /** Declarations that were taken out of the program. */
  readonly removed = new Map<CardKey, CardDecl>();
  /** What was declared before the last edit of each card. */
  readonly before = new Map<CardKey, CardDecl>();
  /** How many runs there had been before the last edit of each card. */
  readonly runsBefore = new Map<CardKey, number>();
  /** Live, recorded nowhere, and no longer what is declared: left by an interruption; what `fourpay sweep` is for. */
  readonly orphans = new Set<string>();
  /** The limits each card had when everything had settled. */
  readonly settledLimits = new Map<string, CardView["limits"]>();

  constructor(readonly variant: Variant) {}

  /** One more card of this key may be needed. */
  expectIssue(key: CardKey): void {
    this.due.set(key, (this.due.get(key) ?? 0) + 1);
  }
}

export interface Real {
  readonly world: World;
  readonly stack: Stack;
}

/** Providers of different currencies, so that a wallet left unnamed shows where it comes from. */
const providers: NonNullable<Exclude<SandboxOptions["seed"], string | undefined>["providers"]> = catalogue.providers
  .filter(({ id }) => id !== seedIds.physicalProvider)
  .map((provider) =>
    provider.id === seedIds.sharedProvider
      ? {
          ...provider,
          currency: "EUR",
          fees: {
            ...provider.fees,
            cardIssuing: { kind: "amount", amount: "1.00", currency: "EUR" },
          },
        }
      : provider,
  );

export async function openReal(model: Model): Promise<Real> {
  const { dialect, limitsPatch, walletPatchWhileCreating } = model.variant;
  const world = await openWorld({
    dialect,
    behaviour: { limitsPatch, walletPatchWhileCreating },
    seed: {
      providers,
      wallets: [{ id: seedIds.wallet, providerId: seedIds.personalProvider, name: "Operations", balance: "10000.00" }],
    },
  });
  const stack = new Stack(
    world,
    dialect,
    (walletId, card) => assertDue(model, world, stack, walletId, card),
    ({ id, outputs }) => {
      if (outputs.deletionPolicy === "retain" || outputs.deletionPolicy === "freeze") model.letGo.add(id);
    },
  );
  return { world, stack };
}

/** Called as a card is about to be issued: no live card may stand for the same declaration, and one must be due. */
function assertDue(model: Model, world: World, stack: Stack, walletId: string, card: NewCard): void {
  const { name, holderId } = card;
  // The merchant API shows names per holder only: a card of that name that somebody else has cannot be noticed.
  const visible = (one: CardView) => model.variant.dialect === "organization" || one.holderId === holderId;
  const rivals = liveCards(world).filter((one) => one.walletId === walletId && one.name === name && visible(one));
  // An explicitly named card is replaced new-first: its predecessor, which is recorded, still has the name.
  const unexplained = name.startsWith("Team ") ? rivals.filter(({ id }) => !stack.knows(id)) : rivals;
  if (unexplained.length > 0) {
    throw new Violation(
      `A second card is issued as ${name}; ${unexplained.map(({ id, status }) => `${id} is ${status}`)}`,
    );
  }
  const key = keyOfCard(name);
  if (key === undefined || !model.program.cards.has(key)) throw new Violation(`Nobody declared ${name}.`);
}

/** Every card that was ever issued for this key. */
export function cardsFor(model: Model, { world }: Real, key: CardKey): CardView[] {
  return [...world.cards, ...model.vanished].filter(({ name }) => keyOfCard(name) === key);
}

export function liveCards(world: World): CardView[] {
  return world.cards.filter(({ status }) => isLiveCard(status));
}

/** Called before a declaration changes what a card is: whatever live card of it is not recorded is lost to the stack from now on. */
export function noteOrphans(model: Model, { world, stack }: Real, key: CardKey): void {
  for (const { id, name } of liveCards(world)) if (keyOfCard(name) === key && !stack.knows(id)) model.orphans.add(id);
}

/** Waits until nothing is on its way; cards that would stay in creation for ever are brought to life, as 4pay support would. */
export async function settle({ world }: Real): Promise<void> {
  world.sandbox.faults.clear();
  await world.clock.advance(10_000);
  for (const { id, status } of world.cards) if (status === "creating") world.control.setCardStatus(id, "active");
}

/** New wallets start empty; somebody pays in. Answers whether that was needed anywhere. */
export function payIn({ world }: Real): boolean {
  const poor = world.control.snapshot().wallets.filter(({ available }) => Number(available) < 500);
  for (const { id } of poor) world.control.fundWallet(id, "1000.00");
  return poor.length > 0;
}

export function closeByHand(model: Model, { world }: Real, card: CardView): void {
  world.control.setCardStatus(card.id, "closed");
  model.closedByHand.add(card.id);
  model.drifted = true;
  const key = keyOfCard(card.name);
  if (key !== undefined) model.expectIssue(key);
}
