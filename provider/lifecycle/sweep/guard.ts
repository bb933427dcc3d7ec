/** Whether anybody touched the stacks since they were looked at. A run may take a leftover over, and what it does is not undone by it. */
import { FourpayError } from "../../model/errors";
import type { SweepContext } from "./context";
import { type ReadState, readState } from "./state";

export class Guard {
  readonly #context: SweepContext;
  readonly #before: readonly ReadState[];
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<readonly ReadState[]> | undefined;

  constructor(context: SweepContext, before: readonly ReadState[]) {
    this.#context = context;
    this.#before = before;
  }

  /** Reads the states anew; undefined where all is as it was, and this object is still in none of them. */
  async touched(id: string): Promise<string | undefined> {
    const after = await this.#read();
    const changed = changedState(this.#before, after);
    if (changed !== undefined) return `${changed} was touched meanwhile: a run is going on, or was`;
    const owner = after.find(({ mentioned }) => mentioned.has(id.toLowerCase()));
    return owner === undefined ? undefined : `the stack ${owner.source.label} was touched meanwhile: it holds it now`;
  }

  /** Throws `refused` where a state has changed since. */
  async assertUntouched(): Promise<readonly ReadState[]> {
    const after = await this.#read();
    const changed = changedState(this.#before, after);
    if (changed === undefined) return after;
    throw new FourpayError(
      "refused",
      `The state of ${changed} changed while this command ran, so a run is going on. Nothing was closed.`,
      { hint: "Wait until that run is over, then try again." },
    );
  }

  /** A reading is shared by those who asked before it began, never by later ones: it would not show them the present. */
  #read(): Promise<readonly ReadState[]> {
    const begin = () => this.#begin();
    this.#next ??= this.#running.then(begin, begin);
    return this.#next;
  }

  async #begin(): Promise<readonly ReadState[]> {
    this.#running = this.#next ?? this.#running;
    this.#next = undefined;
    const { states, issuer } = this.#context;
    return (await states()).map((state) => readState(state, issuer.tenant));
  }
}

/** The first one that is busy, or not what it was. */
function changedState(before: readonly ReadState[], after: readonly ReadState[]): string | undefined {
  const changed = after.find(({ source, writtenAt }, index) => {
    const earlier = before[index];
    return source.label !== earlier?.source.label || writtenAt !== earlier.writtenAt || source.activity === "busy";
  });
  if (changed !== undefined) return `the stack ${changed.source.label}`;
  return before.length === after.length ? undefined : "one of the stacks";
}
