// Edits of the program: declare, change in place, change so that another card is needed, remove.

import { isDeepStrictEqual } from "node:util";
import type { Dialect } from "../../../provider/api/port";
import type { Limits } from "../../../provider/model/limits";
import fc from "../../support/properties";
import { type Command, command } from "./command";
import { type Model, noteOrphans, type Real } from "./model";
import { CARD_KEYS, type CardDecl, type CardKey, HOLDER_KEYS, type HolderKey, WALLET_KEYS } from "./program";

const cardKey = fc.constantFrom(...CARD_KEYS);
const amount = fc.integer({ min: 100, max: 99_999 }).map((cents) => (cents / 100).toFixed(2));
const limits: fc.Arbitrary<Limits> = fc.oneof(
  amount.map((daily) => ({ daily })),
  fc.tuple(amount, amount).map(([daily, weekly]) => ({ daily, weekly })),
  fc.tuple(amount, amount).map(([perTransaction, monthly]) => ({ perTransaction, monthly })),
);
const frozen = fc.constantFrom(undefined, undefined, true, false);
const initialBalance = fc.constantFrom(undefined, "5.00", "12.34");
const deletionPolicy = fc.constantFrom(undefined, "close" as const, "freeze" as const, "retain" as const);

function walletRef(dialect: Dialect): fc.Arbitrary<CardDecl["wallet"]> {
  return dialect === "merchant" ? fc.constant("seed") : fc.constantFrom("seed", "seed", ...WALLET_KEYS);
}
const holderRef = fc.constantFrom("ada" as const, "grace" as const, ...HOLDER_KEYS);

/** What a card refers to must be declared as well. */
function refersToDeclared({ program }: Readonly<Model>, { wallet, holder }: Partial<CardDecl>): boolean {
  const walletIsThere = wallet === undefined || wallet === "seed" || program.wallets.has(wallet);
  const holderIsThere = holder === undefined || holder === "ada" || holder === "grace" || program.holders.has(holder);
  return walletIsThere && holderIsThere;
}

/** Refers to nobody: what was never declared cannot be declared as it was. */
const UNDECLARED = { holder: "h0" as HolderKey };

export function declarations(dialect: Dialect): fc.Arbitrary<Command>[] {
  const holders = fc.constantFrom(...HOLDER_KEYS).map((key) =>
    command(
      `declare holder ${key}`,
      ({ program }) => void program.holders.set(key, { firstName: "Model", email: `${key}@model.example` }),
      ({ program }) => !program.holders.has(key),
    ),
  );
  const wallets = fc.tuple(fc.constantFrom(...WALLET_KEYS), fc.boolean(), fc.boolean()).map(([key, named, active]) =>
    command(
      `declare wallet ${key}${named ? " by name" : ""}${active ? ", active" : ""}`,
      (model) => {
        model.program.wallets.set(key, {
          name: named ? `Team ${key} ${++model.version}` : undefined,
          active: active ? true : undefined,
        });
      },
      ({ program }) => !program.wallets.has(key),
    ),
  );
  const cards = fc
    .record({ wallet: walletRef(dialect), holder: holderRef, limits, frozen, initialBalance, deletionPolicy })
    .chain((card) => fc.tuple(cardKey, fc.boolean(), fc.constant(card)))
    .map(([key, named, card]) =>
      command(
        `declare card ${key}${named ? " by name" : ""} ${JSON.stringify(card)}`,
        (model, real) => {
          noteOrphans(model, real, key);
          const name = named ? `Team ${key} ${++model.version}` : undefined;
          // What a card of this key was before is not what this one is to be.
          const reissue = model.removed.has(key) ? { reissue: `r${++model.version}` } : {};
          model.program.cards.set(key, { ...card, name, ...reissue });
          model.expectIssue(key);
        },
        (model) => !model.program.cards.has(key) && refersToDeclared(model, card),
      ),
    );
  const again = cardKey.map((key) =>
    command(
      `declare ${key} as it was`,
      (model) => {
        model.program.cards.set(key, { ...(model.removed.get(key) as CardDecl) });
        model.expectIssue(key);
      },
      (model) => !model.program.cards.has(key) && refersToDeclared(model, model.removed.get(key) ?? UNDECLARED),
    ),
  );
  return [holders, ...(dialect === "merchant" ? [] : [wallets]), cards, cards, again];
}

type Change = (card: CardDecl, model: Model) => CardDecl;

/** Changes a declared card. One that needs another card may leave a card behind that an interrupted run did not record. */
function edit(key: CardKey, text: string, anew: boolean, change: Change, refers: Partial<CardDecl> = {}): Command {
  return command(
    `${key}: ${text}`,
    (model: Model, real: Real) => {
      const card = model.program.cards.get(key);
      if (card === undefined) throw new Error(`${key} is not declared.`);
      if (anew) {
        noteOrphans(model, real, key);
        model.expectIssue(key);
      }
      model.before.set(key, card);
      model.runsBefore.set(key, real.stack.runs);
      model.program.cards.set(key, change(card, model));
    },
    (model) => model.program.cards.has(key) && refersToDeclared(model, refers),
  );
}

const reissued = (card: CardDecl, model: Model): CardDecl => ({ ...card, reissue: `r${++model.version}` });

export function cardEdits(dialect: Dialect): fc.Arbitrary<Command>[] {
  const fixed = dialect === "merchant";
  const kept = fixed ? reissued : (card: CardDecl): CardDecl => card;
  // What is settled when a card is issued goes back only with a new one, if a run has seen the edit.
  const needsReissue = (before: CardDecl, now: CardDecl) =>
    before.initialBalance !== now.initialBalance ||
    (fixed && (before.name !== now.name || !isDeepStrictEqual(before.limits, now.limits)));
  const takenBack = cardKey.map((key) =>
    command(
      `${key}: the last edit taken back`,
      (model, real) => {
        noteOrphans(model, real, key);
        model.expectIssue(key);
        const now = model.program.cards.get(key) as CardDecl;
        const before = model.before.get(key) as CardDecl;
        const wasSeen = real.stack.runs > (model.runsBefore.get(key) ?? 0);
        const anew = wasSeen && needsReissue(before, now);
        model.program.cards.set(key, anew ? reissued(before, model) : { ...before });
      },
      (model) => model.program.cards.has(key) && refersToDeclared(model, model.before.get(key) ?? UNDECLARED),
    ),
  );
  return [
    takenBack,
    fc
      .tuple(cardKey, limits)
      .map(([key, given]) =>
        edit(key, `limits ${JSON.stringify(given)}`, fixed, (card, model) => ({ ...kept(card, model), limits: given })),
      ),
    fc
      .tuple(cardKey, frozen)
      .map(([key, given]) => edit(key, `frozen ${given}`, false, (card) => ({ ...card, frozen: given }))),
    fc.tuple(cardKey, fc.boolean()).map(([key, named]) =>
      edit(key, named ? "another name" : "no name", true, (card, model) => ({
        ...kept(card, model),
        name: named ? `Team ${key} ${++model.version}` : undefined,
      })),
    ),
    fc
      .tuple(cardKey, deletionPolicy)
      .map(([key, given]) =>
        edit(key, `deletionPolicy ${given}`, false, (card) => ({ ...card, deletionPolicy: given })),
      ),
    // Paid in only when a card is issued, so it comes with a new one.
    fc.tuple(cardKey, initialBalance).map(([key, given]) =>
      edit(key, `initialBalance ${given}, reissued`, true, (card, model) => ({
        ...reissued(card, model),
        initialBalance: given,
      })),
    ),
    cardKey.map((key) => edit(key, "reissued", true, reissued)),
    fc
      .tuple(cardKey, holderRef)
      .map(([key, holder]) => edit(key, `holder ${holder}`, true, (card) => ({ ...card, holder }), { holder })),
    fc
      .tuple(cardKey, walletRef(dialect))
      .map(([key, wallet]) => edit(key, `wallet ${wallet}`, true, (card) => ({ ...card, wallet }), { wallet })),
  ];
}

export function otherEdits(dialect: Dialect): fc.Arbitrary<Command>[] {
  if (dialect === "merchant") return [];
  const holder = fc.tuple(fc.constantFrom(...HOLDER_KEYS), fc.boolean()).map(([key, email]) =>
    command(
      `${key}: another ${email ? "e-mail" : "first name"}`,
      (model) => {
        const before = model.program.holders.get(key);
        if (before === undefined) throw new Error(`${key} is not declared.`);
        const version = ++model.version;
        model.program.holders.set(
          key,
          email ? { ...before, email: `${key}-${version}@model.example` } : { ...before, firstName: `Model${version}` },
        );
      },
      ({ program }) => program.holders.has(key),
    ),
  );
  const wallet = fc.constantFrom(...WALLET_KEYS).map((key) =>
    command(
      `${key}: another name`,
      (model) => {
        model.program.wallets.set(key, { ...model.program.wallets.get(key), name: `Team ${key} ${++model.version}` });
      },
      ({ program }) => program.wallets.has(key),
    ),
  );
  return [holder, wallet];
}

export function removals(dialect: Dialect): fc.Arbitrary<Command>[] {
  const card = cardKey.map((key) =>
    command(
      `remove ${key}`,
      (model, real) => {
        noteOrphans(model, real, key);
        model.removed.set(key, model.program.cards.get(key) as CardDecl);
        model.before.delete(key);
        model.program.cards.delete(key);
      },
      ({ program }) => program.cards.has(key),
    ),
  );
  const unused = (model: Readonly<Model>, key: string) =>
    [...model.program.cards.values()].every(({ wallet, holder }) => wallet !== key && holder !== key);
  const wallet = fc.constantFrom(...WALLET_KEYS).map((key) =>
    command(
      `remove ${key}`,
      ({ program }) => void program.wallets.delete(key),
      (model) => model.program.wallets.has(key) && unused(model, key),
    ),
  );
  const holder = fc.constantFrom(...HOLDER_KEYS).map((key) =>
    command(
      `remove ${key}`,
      ({ program }) => void program.holders.delete(key),
      (model) => model.program.holders.has(key) && unused(model, key),
    ),
  );
  return [card, card, ...(dialect === "merchant" ? [] : [wallet]), holder];
}
