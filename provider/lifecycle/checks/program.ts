/**
 * What this process has seen of the program so far, so that nothing is refused that another resource of the same run makes right: a wallet
 * it activates, a holder it declares, BINs it directs elsewhere.
 */
import { isUnknown, knownEqual } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { holdersOf } from "../fleet/cards";
import type { Lifecycle, State } from "../operation";
import { unfinishedSteps } from "../operation";

export type Kind = Lifecycle["kind"];

interface SeenWallet {
  readonly ids: readonly unknown[];
  readonly name?: unknown;
}

export class Program {
  readonly #holders = new Set<string>();
  readonly #activated: SeenWallet[] = [];
  readonly #redirected: SeenWallet[] = [];

  /** The `check` of a resource. It does not say which object the resource stands for, unless the inputs do. */
  declared(kind: Kind, olds: Raw, news: Raw): void {
    if (kind === "holder") this.#holder(news.cardOwnerId);
    if (kind === "fleet") for (const id of holdersOf(news).keys()) this.#holder(id);
    if (kind !== "wallet") return;
    const fresh = Object.keys(olds).length === 0;
    // Only a wallet that is looked for is found by its name.
    this.#wallet({ ids: [news.adopt, news.accountId], ...(fresh ? { name: news.name } : {}) }, olds, news);
  }

  /** The `diff` of a resource that is recorded: now its object is known. */
  compared(kind: Kind, id: string, olds: State, news: Raw): void {
    if (kind === "wallet") this.#wallet({ ids: [id] }, olds, news);
  }

  declaresHolder(id: string): boolean {
    return this.#holders.has(folded(id));
  }

  mayActivate(wallet: { readonly id: string; readonly name?: string }): boolean {
    return this.#activated.some((seen) => isMeant(seen, wallet));
  }

  mayRedirect(wallet: { readonly id: string; readonly name?: string }): boolean {
    return this.#redirected.some((seen) => isMeant(seen, wallet));
  }

  #holder(id: unknown): void {
    if (typeof id === "string") this.#holders.add(folded(id));
  }

  #wallet(seen: SeenWallet, olds: Raw, news: Raw): void {
    const { active, binDirections } = news;
    const fresh = Object.keys(olds).length === 0;
    const left = fresh || unfinishedSteps(olds).length > 0;
    if (active === true || isUnknown(active) || (left && active === undefined)) this.#activated.push(seen);
    if (binDirections !== undefined && !knownEqual(olds.binDirections, binDirections)) this.#redirected.push(seen);
  }
}

function isMeant({ ids, name }: SeenWallet, wallet: { readonly id: string; readonly name?: string }): boolean {
  const byId = ids.some((id) => typeof id === "string" && folded(id) === folded(wallet.id));
  return byId || (typeof name === "string" && wallet.name === name);
}

function folded(text: string): string {
  return text.toLowerCase();
}
