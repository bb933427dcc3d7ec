// Small previews, as the engine would write them, for one card or wallet at a time.
import { cardsIn } from "../../provider/cli/exposure/cards";
import { readDocument } from "../../provider/cli/exposure/document";
import { type Exposure, exposureOf } from "../../provider/cli/exposure/exposure";
import { Parties } from "../../provider/cli/exposure/parties";
import { spendOf, type WalletSpend } from "../../provider/cli/exposure/spend";
import type { Raw } from "../../provider/model/validate";

export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const POOL = "b2c7d3e4-2222-4f60-9bac-000000000001";

export interface Resource {
  readonly op: string;
  readonly name: string;
  readonly type?: string;
  readonly id?: string;
  /** Inputs as recorded; outputs hold them too. */
  readonly old?: Raw;
  readonly status?: string;
  readonly now?: Raw;
  /** Of the recorded resource. */
  readonly options?: Raw;
  readonly diff?: readonly string[];
  readonly dependencies?: Raw;
}

const base = { walletId: POOL, holderId: "ada" };

export function step({ op, name, type = "Card", old, now, ...more }: Resource): Raw {
  const { id = `id-${name}`, status = "active", options = {}, diff = [], dependencies } = more;
  const urn = `urn:pulumi:test::demo::pulumi-nodejs:dynamic/fourpay:${type}::${name}`;
  const before = { urn, id, inputs: old, outputs: { ...old, ...(type === "Card" ? { status } : {}) }, ...options };
  const after = { urn, inputs: now, ...(dependencies === undefined ? {} : { propertyDependencies: dependencies }) };
  return {
    op,
    urn,
    ...(old === undefined ? {} : { oldState: before }),
    ...(now === undefined ? {} : { newState: after }),
    detailedDiff: Object.fromEntries(diff.map((path) => [path, { kind: "update" }])),
  };
}

/** A card's inputs: Ada's, in the wallet called pool. */
export const ofCard = (limits: unknown, more: Raw = {}): Raw => ({ ...base, limits, ...more });

export const issue = (name: string, limits: unknown, more: Raw = {}): Raw =>
  step({ op: "create", name, now: ofCard(limits, more) });
export const stay = (name: string, limits: unknown, status = "active"): Raw =>
  step({ op: "same", name, old: ofCard(limits), now: ofCard(limits), status });
export const close = (name: string, limits: unknown, more: Raw = {}, options: Raw = {}): Raw =>
  step({ op: "delete", name, old: ofCard(limits, more), options });
export const update = (name: string, from: Raw, to: Raw, more: Partial<Resource> = {}): Raw =>
  step({ op: "update", name, old: from, now: to, ...more });

/** The wallet of the cards, and what issuing costs there. */
export const pool = (fee?: string, name = "Pool"): Raw => {
  const fees = fee === undefined ? {} : { fees: { cardIssuing: { amount: fee, currency: "USD" } } };
  const wallet = step({
    op: "same",
    name: "pool",
    type: "Wallet",
    id: POOL,
    old: { name, ...fees },
    now: { name, ...fees },
  });
  (wallet.oldState as { outputs: Record<string, unknown> }).outputs.currency = "USD";
  return wallet;
};

export function previewOf(...steps: readonly Raw[]): string {
  const same = steps.filter(({ op }) => op === "same").length;
  return JSON.stringify({ steps, changeSummary: { same } });
}

export interface Reported extends Exposure {
  readonly spend: readonly WalletSpend[];
}

export function exposed(text: string, currency = "USD"): Reported {
  const document = readDocument(text, "preview.json");
  const parties = new Parties(document.resources, currency);
  const cards = cardsIn(document.resources, parties);
  return { ...exposureOf(cards, document), spend: spendOf(cards.changes, parties.wallets) };
}
