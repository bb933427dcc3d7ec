// What the engine keeps of one resource and what it calls next: the rules of a state file, whoever answers the calls. They are the ones
// seen on the real engine: a creation or update that failed half-way keeps what it reports, an update also its old inputs, and is followed by
// an update whatever is declared; a plain failure leaves everything as it was; what is replaced stays recorded until its deletion succeeds.
import { isDeepStrictEqual } from "node:util";
import type { Raw } from "../../provider/model/validate";

export interface Recorded {
  readonly id: string;
  readonly inputs: Raw;
  readonly outputs: Raw;
  /** Created or updated, but not all of it: the next run calls `update` whatever is declared. */
  readonly incomplete: boolean;
}

export type Step = "same" | "create" | "update" | "replace";

export interface Calls<Options> {
  /** The checked inputs; throws what was refused. */
  check(declared: Raw, olds: Raw, options: Options): Awaitable<Raw>;
  diff(id: string, outputs: Raw, inputs: Raw, options: Options): Awaitable<Differences>;
  create(inputs: Raw, options: Options): Promise<{ id: string; outputs: Raw }>;
  update(id: string, outputs: Raw, inputs: Raw, options: Options): Promise<Raw>;
  delete(id: string, outputs: Raw, options: Options): Promise<void>;
  /** What the error of a creation or update says exists all the same. */
  unfinished(error: unknown): { id: string; outputs: Raw } | undefined;
}

export interface RunOptions {
  /** `--replace`, or a tainted resource. */
  readonly replace?: boolean;
}

interface Differences {
  readonly replaces: readonly string[];
  readonly changes?: boolean | undefined;
}

type Awaitable<T> = T | Promise<T>;

export class Kept<Options extends RunOptions> {
  recorded: Recorded | undefined;
  /** Replaced, and not deleted yet. */
  readonly replaced: Recorded[] = [];
  readonly #calls: Calls<Options>;

  constructor(calls: Calls<Options>) {
    this.#calls = calls;
  }

  async up(declared: Raw, options: Options): Promise<Step> {
    const step = await this.#bringUp(declared, options);
    await this.#deleteReplaced(options);
    return step;
  }

  async destroy(options: Options): Promise<void> {
    await this.#deleteReplaced(options);
    if (this.recorded === undefined) return;
    await this.#calls.delete(this.recorded.id, this.recorded.outputs, options);
    this.recorded = undefined;
  }

  async #bringUp(declared: Raw, options: Options): Promise<Step> {
    const { recorded } = this;
    const inputs = await this.#calls.check(declared, recorded?.inputs ?? {}, options);
    if (recorded === undefined) return this.#create(inputs, options);
    const { replaces, changes } = await this.#calls.diff(recorded.id, recorded.outputs, inputs, options);
    if (replaces.length > 0 || options.replace === true) {
      await this.#create(await this.#calls.check(declared, {}, options), options);
      return "replace";
    }
    const due = changes === true || recorded.incomplete;
    return isDeepStrictEqual(inputs, recorded.inputs) && !due ? "same" : this.#update(recorded, inputs, options);
  }

  async #create(inputs: Raw, options: Options): Promise<Step> {
    try {
      const { id, outputs } = await this.#calls.create(inputs, options);
      this.#supersede({ id, inputs, outputs, incomplete: false });
    } catch (error) {
      const left = this.#calls.unfinished(error);
      if (left !== undefined) this.#supersede({ ...left, inputs, incomplete: true });
      throw error;
    }
    return "create";
  }

  #supersede(recorded: Recorded): void {
    if (this.recorded !== undefined) this.replaced.push(this.recorded);
    this.recorded = recorded;
  }

  async #update({ id, inputs: before, outputs }: Recorded, inputs: Raw, options: Options): Promise<Step> {
    try {
      this.recorded = {
        id,
        inputs,
        outputs: await this.#calls.update(id, outputs, inputs, options),
        incomplete: false,
      };
    } catch (error) {
      const left = this.#calls.unfinished(error);
      if (left !== undefined) this.recorded = { id, inputs: before, outputs: left.outputs, incomplete: true };
      throw error;
    }
    return "update";
  }

  async #deleteReplaced(options: Options): Promise<void> {
    for (let old = this.replaced[0]; old !== undefined; old = this.replaced[0]) {
      await this.#calls.delete(old.id, old.outputs, options);
      this.replaced.shift();
    }
  }
}
