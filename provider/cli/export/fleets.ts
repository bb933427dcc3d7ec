/** The same cards as fleets: one for each wallet, each with a file of its own. Pure. */
import { parseFleet } from "../../fleetFile";
import { FourpayError } from "../../model/errors";
import type { Raw } from "../../model/validate";
import { fleetCsv } from "./csv";
import { folded } from "./filter";
import { type Choices, type Plan, type PlannedCard, policyOf } from "./plan";
import { type Home, type ImportResource, recordFleet } from "./record";

export interface PlannedFleet {
  readonly name: string;
  /** The wallet's name in the program. */
  readonly wallet: string;
  readonly file: string;
  readonly csv: string;
  readonly cards: number;
  readonly resource: ImportResource;
}

/** A file that lost its rows must not close a programme's cards. */
export const MAX_CLOSURES = 10;

export function planFleets(home: Home, plan: Plan, choices: Choices): PlannedFleet[] {
  const people = inlinePeople(plan);
  const groups = groupsOf(plan);
  return groups.map(({ name, wallet, walletId, cards }) => {
    const file = groups.length === 1 ? "cards.csv" : `cards-${name}.csv`;
    const rows = new Map(cards.map(({ name: key, declared }) => [key, row(declared, people)]));
    const csv = fleetCsv(rows);
    const declared = {
      walletId,
      ...(choices.deletionPolicy === undefined ? {} : { defaults: policyOf(choices) }),
      // What the program will read, not what was meant to be written.
      cards: parseFleet(file, "csv", new TextEncoder().encode(csv)),
      maxClosures: MAX_CLOSURES,
    };
    const recorded = recordFleet(home, name, declared, new Map(cards.map(({ name: key, card }) => [key, card])));
    if ("resource" in recorded) return { name, wallet, file, csv, cards: cards.length, resource: recorded.resource };
    const reasons = recorded.failures.map(({ path, reason }) => `${path}: ${reason}`).join("; ");
    throw new FourpayError("input_invalid", `The cards of wallet ${walletId} cannot be one fleet: ${reasons}.`, {
      hint: "Export them as single cards (--as cards).",
    });
  });
}

interface Group {
  readonly name: string;
  readonly wallet: string;
  readonly walletId: string;
  readonly cards: readonly PlannedCard[];
}

/** The first fleet of a wallet has the wallet's name. */
function groupsOf({ wallets, cards }: Plan): Group[] {
  const taken = new Set(wallets.map(({ name }) => name));
  return wallets.flatMap(({ name: wallet, wallet: { id: walletId } }) =>
    layers(cards.filter((card) => card.wallet === wallet)).map((own, index) => {
      const name = index === 0 ? wallet : firstFree(wallet, index + 1, taken);
      taken.add(name);
      return { name, wallet, walletId, cards: own };
    }),
  );
}

function firstFree(name: string, number: number, taken: ReadonlySet<string>): string {
  const numbered = `${name}-${number}`;
  return taken.has(numbered) ? firstFree(name, number + 1, taken) : numbered;
}

/** A fleet wants its cards to have names of their own: those of a name that is taken go to another fleet. */
function layers(cards: readonly PlannedCard[]): PlannedCard[][] {
  const found: { readonly names: Set<string>; readonly cards: PlannedCard[] }[] = [];
  for (const card of cards) {
    const name = folded(String(card.resource.inputs.name));
    let layer = found.find(({ names }) => !names.has(name));
    if (layer === undefined) {
      layer = { names: new Set(), cards: [] };
      found.push(layer);
    }
    layer.names.add(name);
    layer.cards.push(card);
  }
  return found.map((layer) => layer.cards);
}

/** People by their folded id, as a row declares them. E-mails tell people apart in a fleet, so who shares one stays an id. */
function inlinePeople({ holders }: Plan): ReadonlyMap<string, Raw> {
  const counts = new Map<string, number>();
  for (const { declared } of holders) counts.set(emailOf(declared), (counts.get(emailOf(declared)) ?? 0) + 1);
  const alone = holders.filter(({ declared }) => counts.get(emailOf(declared)) === 1);
  // The account is the wallet's: the fleet knows.
  return new Map(alone.map(({ declared: { accountId: _, ...own } }) => [folded(String(own.cardOwnerId)), own]));
}

function emailOf({ email }: Raw): string {
  return folded(String(email));
}

function row({ holderId, ...own }: PlannedCard["declared"], people: ReadonlyMap<string, Raw>): Raw {
  const holder = people.get(folded(holderId));
  return holder === undefined ? { holderId, ...own } : { holder, ...own };
}
