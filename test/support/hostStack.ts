// A stack kept by a miniature engine in front of the real provider process: programs are run against it as `up` does, one process serves
// many runs, and each run is to the provider as a run of its own.
import type { Raw } from "../../provider/model/validate";
import { type Calls, Kept, type RunOptions } from "./kept";
import { CallFailed, type HandlerName, type Host, launchHost, type Values } from "./lifecycleHost";

export interface Declared {
  readonly kind: "Holder" | "Wallet" | "Card" | "WebhookConfig";
  readonly inputs: Raw;
}

/** A program: what it declares, by name. */
export type Program = Readonly<Record<string, Declared>>;

/** The stable codes of the failures of one run; none when it succeeded. */
export type Codes = readonly string[];

const HANDLERS: Readonly<Record<Declared["kind"], HandlerName>> = {
  Holder: "holder",
  Wallet: "wallet",
  Card: "card",
  WebhookConfig: "webhook",
};

interface InRun extends RunOptions {
  readonly host: Host;
}

export class HostStack {
  readonly #resources = new Map<string, Kept<InRun>>();

  /** What is declared is brought up, all at once; what no longer is, is deleted after everything else succeeded. */
  async up(host: Host, program: Program): Promise<Codes> {
    const failed = await this.#all(
      Object.entries(program).map(([name, declared]) => this.#resource(host, name, declared)),
    );
    if (failed.length > 0) return failed;
    const obsolete = [...this.#resources].filter(([name]) => program[name] === undefined);
    return this.#all(
      obsolete.map(async ([name, kept]) => {
        await kept.destroy({ host });
        this.#resources.delete(name);
      }),
    );
  }

  async #resource(host: Host, name: string, { kind, inputs }: Declared): Promise<void> {
    const kept = this.#resources.get(name) ?? new Kept<InRun>(callsOf(HANDLERS[kind]));
    this.#resources.set(name, kept);
    // As in the stacks of the real engine, so that made names are the same there.
    const resourceUrn = `urn:pulumi:test::lifecycle::pulumi-nodejs:dynamic/fourpay:${kind}::${name}`;
    await kept.up({ ...inputs, resourceUrn }, { host });
  }

  async #all(work: readonly Promise<void>[]): Promise<Codes> {
    const ends = await Promise.allSettled(work);
    return ends.flatMap((end) => (end.status === "fulfilled" ? [] : [codeOf(end.reason)]));
  }
}

function callsOf(handler: HandlerName): Calls<InRun> {
  return {
    async check(declared, olds, { host }) {
      const { inputs, failures } = await host.check(handler, declared, olds);
      if (failures.length > 0) throw new CheckFailed(failures.map(({ reason }) => reason).join("\n"));
      return withoutLine(inputs);
    },
    async diff(id, outputs, inputs, { host }) {
      const { changes, replaces } = await host.diff(handler, id, outputs, inputs);
      return { replaces, changes: changes === DIFF_SOME };
    },
    async create(inputs, { host }) {
      const { id, properties } = await host.create(handler, inputs);
      return { id, outputs: withoutLine(properties) };
    },
    update: async (id, outputs, inputs, { host }) => withoutLine(await host.update(handler, id, outputs, inputs)),
    delete: (id, outputs, { host }) => host.delete(id, host.recorded(handler, outputs)),
    unfinished(error) {
      const left = error instanceof CallFailed ? error.init : undefined;
      return left === undefined ? undefined : { id: left.id, outputs: withoutLine(left.properties) };
    },
  };
}

const DIFF_SOME = 2;

function withoutLine({ __provider: _, ...values }: Values): Raw {
  return values;
}

/** Refused before anything was requested. */
class CheckFailed extends Error {}

function codeOf(error: unknown): string {
  if (error instanceof CheckFailed) return "check";
  if (!(error instanceof CallFailed)) throw error;
  const said = [error.message, ...(error.init?.reasons ?? [])].join("\n");
  const code = [...said.matchAll(/\[(\w+)\]/g)].at(-1)?.[1];
  if (code === undefined) throw error;
  return code;
}

/**
 * Provider processes for cells that run at the same time: each is lent to one cell, and serves the next one after it. A run that meets 429
 * slows its process down for longer than the run, so such cells ask for processes of their own.
 */
export class Hosts {
  readonly #free: Host[] = [];
  readonly #all: Host[] = [];
  #runs = 0;

  /** The work gets a function that begins a run: `next(config)` answers the process that serves it. */
  async lend<T>(fresh: boolean, work: (next: (config: Values) => Promise<Host>) => Promise<T>): Promise<T> {
    let host = fresh ? undefined : this.#free.pop();
    try {
      return await work(async (config) => {
        if (fresh) host?.close();
        if (fresh || host === undefined) host = await this.#launch();
        await host.nextRun(this.#distinct(config));
        return host;
      });
    } finally {
      if (host !== undefined) {
        if (fresh) host.close();
        else this.#free.push(host);
      }
    }
  }

  close(): void {
    for (const host of this.#all) host.close();
  }

  async #launch(): Promise<Host> {
    const host = await launchHost();
    this.#all.push(host);
    return host;
  }

  /** The same settings in a text that no run before had. */
  #distinct(config: Values): Record<string, string> {
    this.#runs += 1;
    const seconds = Number(config["fourpay:outcomeWindowSeconds"]) + this.#runs / 1e6;
    return { ...(config as Record<string, string>), "fourpay:outcomeWindowSeconds": seconds.toFixed(6) };
  }
}
