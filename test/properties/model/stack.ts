// A stand-in for the engine with a whole program: what it records, what it deletes when, and what it forgets when it dies.
import { isDeepStrictEqual } from "node:util";
import type { Dialect } from "../../../provider/api/port";
import { cardLifecycle } from "../../../provider/lifecycle/card";
import { holderLifecycle } from "../../../provider/lifecycle/holder";
import { type Lifecycle, PartialFailure } from "../../../provider/lifecycle/operation";
import { walletLifecycle } from "../../../provider/lifecycle/wallet";
import { FourpayError } from "../../../provider/model/errors";
import type { Raw } from "../../../provider/model/validate";
import { seedIds } from "../../../provider/sandbox";
import type { Recorded } from "../../support/kept";
import { CheckFailed, urnOf, type World } from "../../support/lifecycleWorld";
import { type Interruption, type IssueWatch, Process } from "./process";
import { cardInputs, holderInputs, type Program, walletInputs } from "./program";

export interface Failed {
  readonly resource: Resource;
  readonly error: FourpayError;
}

export interface Report {
  readonly failed: readonly Failed[];
  readonly interrupted: boolean;
}

export interface RunOptions {
  readonly interruption?: Interruption | undefined;
  /** `--target-replace`, or a tainted resource. */
  readonly forced?: string | undefined;
  /** Cards side by side, as the engine does it; one after the other is easier to follow. */
  readonly parallel?: boolean | undefined;
}

export class Resource {
  readonly urn: string;
  recorded: Recorded | undefined;
  /** Replaced, and to be deleted at the end of a run that goes well. */
  replaced: Recorded[] = [];

  constructor(
    readonly kind: "Holder" | "Wallet" | "Card",
    readonly key: string,
  ) {
    this.urn = urnOf(kind, key);
  }

  get lifecycle(): Lifecycle {
    return { Holder: holderLifecycle, Wallet: walletLifecycle, Card: cardLifecycle }[this.kind];
  }

  get unfinished(): boolean {
    return this.recorded !== undefined && (this.recorded.incomplete || this.recorded.outputs.unfinished !== undefined);
  }
}

export class Stack {
  runs = 0;
  readonly #resources = new Map<string, Resource>();

  constructor(
    readonly world: World,
    readonly dialect: Dialect,
    private readonly onIssue: IssueWatch,
    private readonly onDeleted: (recorded: Recorded) => void,
  ) {}

  resource(kind: Resource["kind"], key: string): Resource {
    const urn = urnOf(kind, key);
    const known = this.#resources.get(urn) ?? new Resource(kind, key);
    this.#resources.set(urn, known);
    return known;
  }

  /** Whether some record, current or waiting to be deleted, has this id. */
  knows(id: string): boolean {
    return [...this.#resources.values()].some(
      ({ recorded, replaced }) => recorded?.id === id || replaced.some((old) => old.id === id),
    );
  }

  /** Whether some declared resource stands for this id now. */
  stands(id: string): boolean {
    return [...this.#resources.values()].some(({ recorded }) => recorded?.id === id);
  }

  get isEmpty(): boolean {
    return [...this.#resources.values()].every(({ recorded, replaced }) => !recorded && replaced.length === 0);
  }

  up(program: Program, options: RunOptions = {}): Promise<Report> {
    return this.#inProcess(options, async (process, failed) => {
      const declared = new Set<Resource>();
      const apply = async (kind: Resource["kind"], key: string, inputs: () => Raw | undefined) => {
        const resource = this.resource(kind, key);
        declared.add(resource);
        const given = inputs();
        if (given === undefined || process.cancelled) return;
        await collect(failed, resource, () => this.#apply(process, resource, given, options.forced === key));
      };
      for (const [key, holder] of program.holders) await apply("Holder", key, () => holderInputs(holder, this.dialect));
      for (const [key, wallet] of program.wallets) await apply("Wallet", key, () => walletInputs(key, wallet));
      const cards = [...program.cards].map(
        ([key, card]) =>
          () =>
            apply("Card", key, () => {
              const walletId = card.wallet === "seed" ? seedIds.wallet : this.#usable("Wallet", card.wallet);
              const holderId = /^h/.test(card.holder) ? this.#usable("Holder", card.holder) : card.holder;
              return walletId === undefined || holderId === undefined
                ? undefined
                : cardInputs(card, walletId, holderId);
            }),
      );
      if (options.parallel === true) await Promise.all(cards.map((card) => card()));
      else for (const card of cards) await card();
      if (failed.length === 0 && !process.cancelled)
        await this.#deleteAll(process, failed, (one) => !declared.has(one));
    });
  }

  refresh(interruption?: Interruption): Promise<Report> {
    return this.#inProcess({ interruption }, async (process, failed) => {
      for (const resource of this.#resources.values()) {
        const { recorded, lifecycle, urn } = resource;
        if (recorded === undefined || process.cancelled) continue;
        await collect(failed, resource, async () => {
          const seen = await lifecycle.read(process.operation(urn), recorded.id, recorded.outputs);
          const { id } = recorded;
          record(process, () => {
            resource.recorded = seen.gone
              ? undefined
              : { id, inputs: stored(seen.inputs), outputs: stored(seen.state), incomplete: false };
          });
        });
      }
    });
  }

  destroy(interruption?: Interruption): Promise<Report> {
    return this.#inProcess({ interruption }, (process, failed) => this.#deleteAll(process, failed, () => true));
  }

  #usable(kind: Resource["kind"], key: string): string | undefined {
    const { recorded } = this.resource(kind, key);
    return recorded?.incomplete === true ? undefined : recorded?.id;
  }

  async #inProcess(
    { interruption }: RunOptions,
    work: (process: Process, failed: Failed[]) => Promise<void>,
  ): Promise<Report> {
    this.runs += 1;
    const process = new Process(this.world, this.onIssue, interruption);
    const failed: Failed[] = [];
    await Promise.race([work(process, failed), process.killed]);
    await process.settled();
    if (process.cancelled) await this.world.arrived();
    return { failed: [...failed], interrupted: process.dead || process.cancelled };
  }

  async #apply(process: Process, resource: Resource, declared: Raw, forced: boolean): Promise<void> {
    const { recorded, lifecycle, urn } = resource;
    const inputs = this.#checked(resource, recorded?.inputs ?? {}, declared);
    if (recorded === undefined) return this.#create(process, resource, inputs);
    const anew = () => this.#create(process, resource, this.#checked(resource, {}, declared), recorded);
    // The engine does not even ask for the difference then.
    if (forced) return anew();
    const { replaces, changes } = lifecycle.diff(process.run, recorded.id, recorded.outputs, inputs);
    if (replaces.length > 0) return anew();
    if (isDeepStrictEqual(inputs, recorded.inputs) && changes !== true && !recorded.incomplete) return;
    try {
      const state = await lifecycle.update(process.operation(urn), recorded.id, recorded.outputs, inputs);
      record(process, () => {
        resource.recorded = { id: recorded.id, inputs, outputs: stored(state), incomplete: false };
      });
    } catch (error) {
      if (error instanceof PartialFailure) {
        const { state } = error;
        record(process, () => {
          resource.recorded = { ...recorded, outputs: stored(state), incomplete: true };
        });
      }
      throw error;
    }
  }

  async #create(process: Process, resource: Resource, inputs: Raw, old?: Recorded): Promise<void> {
    const took = (fresh: Recorded) =>
      record(process, () => {
        resource.recorded = fresh;
        if (old !== undefined) resource.replaced.push(old);
      });
    try {
      const { id, state } = await resource.lifecycle.create(process.operation(resource.urn), inputs);
      took({ id, inputs, outputs: stored(state), incomplete: false });
    } catch (error) {
      if (error instanceof PartialFailure) {
        took({ id: error.objectId, inputs, outputs: stored(error.state), incomplete: true });
      }
      throw error;
    }
  }

  /** What was replaced, and what is no longer declared: cards before the wallets they are in. */
  async #deleteAll(process: Process, failed: Failed[], removed: (resource: Resource) => boolean): Promise<void> {
    for (const kind of ["Card", "Wallet", "Holder"] as const) {
      if (failed.length > 0) return;
      for (const resource of [...this.#resources.values()].filter((one) => one.kind === kind)) {
        for (const old of [...resource.replaced]) {
          if (process.cancelled) return;
          await collect(failed, resource, async () => {
            await this.#delete(process, resource, old);
            record(process, () => {
              resource.replaced = resource.replaced.filter((one) => one !== old);
            });
          });
        }
        const { recorded } = resource;
        if (recorded === undefined || !removed(resource) || process.cancelled) continue;
        await collect(failed, resource, async () => {
          await this.#delete(process, resource, recorded);
          record(process, () => {
            resource.recorded = undefined;
          });
        });
      }
    }
  }

  async #delete(process: Process, { lifecycle, urn }: Resource, old: Recorded): Promise<void> {
    await lifecycle.delete(process.operation(urn), old.id, old.outputs);
    this.onDeleted(old);
  }

  #checked({ lifecycle, urn }: Resource, olds: Raw, declared: Raw): Raw {
    const context = { issuer: this.world.issuer, namespace: "" };
    const { inputs, failures } = lifecycle.check(context, olds, { ...declared, resourceUrn: urn });
    if (failures.length > 0) throw new CheckFailed(failures);
    return stored(inputs);
  }
}

/** A dead process records nothing, however far it had come. */
function record(process: Process, write: () => void): void {
  if (!process.dead) write();
}

async function collect(failed: Failed[], resource: Resource, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    const reason: unknown = error instanceof PartialFailure ? error.reason : error;
    if (!(reason instanceof FourpayError)) throw reason;
    failed.push({ resource, error: reason });
  }
}

/** What survives being written to a state file. */
function stored(values: Raw): Raw {
  return JSON.parse(JSON.stringify(values)) as Raw;
}
