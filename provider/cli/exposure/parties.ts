/** The wallets and holders a document tells about, found by id or by URN: their names, and what of a wallet counts for sums. */
import { isAutoName, logicalName } from "../../lifecycle/naming";
import { WALLET_NAME_MAX } from "../../lifecycle/wallet/check";
import type { Raw } from "../../model/validate";
import type { Party } from "./record";
import { ourType, type Recorded, type ResourceChange } from "./steps";
import { amountOf, fromDocument, isRecord, textOf } from "./values";

export interface WalletFacts extends Party {
  /** Absent for a wallet that does not exist yet. */
  readonly id?: string;
  readonly currency?: string;
  /** Of one card. What the program declares is what will hold; the API's stands here only where it declares none. */
  readonly issuingFee?: { readonly amount: string; readonly currency: string };
  /** What can be taken out now, where the API was asked. */
  readonly available?: string;
}

const NOBODY: Party = { key: "?", name: "(not known before the run)" };

export class Parties {
  readonly wallets = new Map<string, WalletFacts>();
  /** What cards count in where neither they nor their wallet tell. */
  readonly currency: string | undefined;
  readonly #holders = new Map<string, Party>();

  constructor(resources: readonly ResourceChange[], currency?: string) {
    this.currency = currency;
    for (const resource of resources) {
      const type = ourType(resource.urn);
      if (type === "Wallet") this.#addWallet(resource);
      if (type === "Holder") this.#addHolder(resource);
    }
  }

  /** What the API says of a wallet; what the document says goes before it, but for the funds. */
  learn(id: string, said: Partial<Omit<WalletFacts, "key" | "id">>): void {
    const key = id.toLowerCase();
    const known = this.wallets.get(key);
    const told = { key, id, name: id, ...said };
    for (const name of [key, ...(known === undefined ? [] : this.#urnsOf(known))])
      this.wallets.set(name, {
        ...told,
        ...known,
        ...(said.available === undefined ? {} : { available: said.available }),
      });
  }

  #urnsOf(facts: WalletFacts): string[] {
    return [...this.wallets].flatMap(([name, known]) => (known === facts ? [name] : []));
  }

  /** The wallet of a card: by its id, or where that is not known yet, the one it is taken from. */
  wallet(walletId: unknown, card: Recorded): WalletFacts {
    const id = textOf(walletId)?.toLowerCase();
    if (id !== undefined) return this.wallets.get(id) ?? { key: id, id, name: id };
    return this.#only(this.wallets, card, "walletId") ?? NOBODY;
  }

  /** `person`: declared with the card itself. */
  holder(holderId: unknown, card: Recorded, person?: unknown): Party {
    const id = textOf(holderId)?.toLowerCase();
    const name = isRecord(person) ? fullName(person) : undefined;
    if (id !== undefined) {
      const known = this.#holders.get(id);
      if (known === undefined && name !== undefined) this.#holders.set(id, { key: id, name });
      return this.#holders.get(id) ?? { key: id, name: id };
    }
    return this.#only(this.#holders, card, "holderId") ?? NOBODY;
  }

  #only<T>(known: ReadonlyMap<string, T>, { propertyDependencies }: Recorded, property: string): T | undefined {
    const from = isRecord(propertyDependencies) ? propertyDependencies[property] : undefined;
    const found = Array.isArray(from) ? from.flatMap((urn) => known.get(String(urn)) ?? []) : [];
    return found.length === 1 ? found[0] : undefined;
  }

  #addWallet({ urn, before, after }: ResourceChange): void {
    const inputs = insideOf(after ?? before, "inputs");
    const outputs = insideOf(before, "outputs");
    const id = textOf(before?.id) || textOf(after?.id) || undefined;
    const currency = textOf(outputs.currency);
    const fee = isRecord(inputs.fees) && isRecord(inputs.fees.cardIssuing) ? inputs.fees.cardIssuing : {};
    const [amount, feeCurrency] = [amountOf(fee.amount), textOf(fee.currency)?.toUpperCase()];
    const facts: WalletFacts = {
      key: id?.toLowerCase() ?? urn,
      name: shownName(inputs.name, urn),
      ...(id === undefined ? {} : { id }),
      ...(currency === undefined ? {} : { currency }),
      ...(typeof amount !== "string" || feeCurrency === undefined
        ? {}
        : { issuingFee: { amount, currency: feeCurrency } }),
    };
    this.wallets.set(urn, facts);
    this.wallets.set(facts.key, facts);
  }

  #addHolder({ urn, before, after }: ResourceChange): void {
    const inputs = insideOf(after ?? before, "inputs");
    const id = textOf(after?.id) || textOf(inputs.cardOwnerId) || textOf(before?.id);
    const party = { key: id?.toLowerCase() ?? urn, name: fullName(inputs) ?? logicalName(urn) };
    this.#holders.set(urn, party);
    this.#holders.set(party.key, party);
  }
}

/** The neutral inputs or outputs of a resource. */
export function insideOf(resource: Recorded | undefined, part: "inputs" | "outputs"): Raw {
  const values = fromDocument(resource?.[part] ?? {});
  return isRecord(values) ? values : {};
}

/** A name that was made says less than the name in the program. */
function shownName(name: unknown, urn: string): string {
  return isAutoName(name, urn, WALLET_NAME_MAX) ? logicalName(urn) : (textOf(name) ?? logicalName(urn));
}

function fullName({ firstName, lastName }: Raw): string | undefined {
  const names = [firstName, lastName].flatMap((name) => textOf(name) ?? []);
  return names.length === 0 ? undefined : names.join(" ");
}
