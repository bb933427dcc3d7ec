// The lifecycle functions against a sandbox of their own, through the real client, on a clock that costs no time; and a stand-in for the
// engine that keeps one resource's record as the engine does.
import { onTestFinished } from "vitest";
import { merchantHints } from "../../provider/api/merchant/hints";
import { createMerchantIssuer } from "../../provider/api/merchant/issuer";
import { createOrganizationIssuer } from "../../provider/api/organization/issuer";
import { Pacer } from "../../provider/api/pacing";
import type { CardIssuer, Dialect } from "../../provider/api/port";
import { Transport } from "../../provider/api/transport";
import { cardLifecycle } from "../../provider/lifecycle/card";
import { fleetLifecycle } from "../../provider/lifecycle/fleet";
import { holderLifecycle } from "../../provider/lifecycle/holder";
import { type Lifecycle, type Operation, PartialFailure } from "../../provider/lifecycle/operation";
import { expanded, recordedLike } from "../../provider/lifecycle/recorded";
import { Run } from "../../provider/lifecycle/run";
import { walletLifecycle } from "../../provider/lifecycle/wallet";
import { FourpayError, type RequestInfo } from "../../provider/model/errors";
import { Secret } from "../../provider/model/secret";
import type { Failure, Raw } from "../../provider/model/validate";
import {
  type CardView,
  type FaultSpec,
  type Sandbox,
  type SandboxOptions,
  seedIds,
  startSandbox,
} from "../../provider/sandbox";
import { Kept, type Recorded, type RunOptions, type Step } from "./kept";
import { SandboxClock } from "./lifecycleClock";

const instruments = "/wallets/{wallet_id}/instruments";
const instrument = `${instruments}/{instrument_id}`;

/** The writes of the API, by what they do. */
export const ROUTES = {
  createHolder: "POST /holders",
  updateHolder: "PATCH /holders/{holder_id}",
  createWallet: "POST /wallets",
  updateWallet: "PATCH /wallets/{wallet_id}",
  activate: "POST /wallets/{wallet_id}/activate",
  deactivate: "POST /wallets/{wallet_id}/deactivate",
  issue: `POST ${instruments}`,
  change: `PATCH ${instrument}`,
  fund: `PATCH ${instrument}/fund`,
  defund: `PATCH ${instrument}/defund`,
  freeze: `POST ${instrument}/suspend`,
  unfreeze: `POST ${instrument}/resume`,
  close: `POST ${instrument}/terminate`,
} as const;
export type Write = keyof typeof ROUTES;

const merchantCards = "/accounts/{account_uuid}/cards";
const merchantCard = `${merchantCards}/{card_uuid}`;

/** The same in the merchant dialect, which can do less. */
export const MERCHANT_ROUTES = {
  createHolder: "POST /accounts/{account_uuid}/cardholders",
  issue: `POST ${merchantCards}`,
  fund: `POST ${merchantCard}/topup`,
  defund: `POST ${merchantCard}/withdraw`,
  freeze: `POST ${merchantCard}/freeze`,
  unfreeze: `POST ${merchantCard}/unfreeze`,
  close: `POST ${merchantCard}/close`,
} as const satisfies Partial<Record<Write, string>>;

type WithoutMatch<T> = T extends unknown ? Omit<T, "match"> : never;
/** What goes wrong; which request it happens to is told by the name of the write. */
export type Mishap = WithoutMatch<FaultSpec>;

export interface WorldOptions extends SandboxOptions {
  /** Default `organization`. */
  readonly dialect?: Dialect;
  /** Puts something in front of the sandbox; answers its address. */
  readonly front?: (sandbox: Sandbox) => Promise<string>;
  /** Bends what the issuer shows, for dialects that show less. */
  readonly issuer?: (real: CardIssuer) => CardIssuer;
  readonly outcomeWindowMs?: number;
}

export const ada = { id: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };
export const grace = { id: "grace", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" };

/** A virtual card for Ada in the standard wallet. */
export const plainCard = { walletId: seedIds.wallet, holderId: ada.id, limits: { daily: "100.00" } };

/** Closed when the test is over. */
export async function world(options: WorldOptions = {}): Promise<World> {
  const opened = await openWorld(options);
  onTestFinished(() => opened.close());
  return opened;
}

/** For tests that need many worlds one after the other: whoever opens one closes it. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { issuer: bend = (real) => real, outcomeWindowMs = 60_000, dialect = "organization", front, ...rest } = options;
  const sandbox = await startSandbox({ clock: "manual", ...rest });
  for (const person of [ada, grace]) sandbox.control.seedHolder(person);
  const baseUrl = front === undefined ? sandbox.url : await front(sandbox);
  return new World(sandbox, { bend, outcomeWindowMs, dialect, baseUrl });
}

interface Wiring {
  readonly bend: (real: CardIssuer) => CardIssuer;
  readonly outcomeWindowMs: number;
  readonly dialect: Dialect;
  readonly baseUrl: string;
}

/** An answer on a younger connection means that what stood on an older one was read; the second, that it was carried out. */
const LOOKS = 3;

export class World {
  readonly sandbox: Sandbox;
  readonly clock: SandboxClock;
  readonly issuer: CardIssuer;
  readonly outcomeWindowMs: number;
  readonly routes: Partial<Record<Write, string>>;
  readonly notes: { severity: string; text: string }[] = [];
  run: Run;
  readonly #transport: Transport;

  constructor(sandbox: Sandbox, { bend, outcomeWindowMs, dialect, baseUrl }: Wiring) {
    this.sandbox = sandbox;
    this.clock = new SandboxClock(sandbox);
    this.outcomeWindowMs = outcomeWindowMs;
    const merchant = dialect === "merchant";
    this.routes = merchant ? MERCHANT_ROUTES : ROUTES;
    const clock = this.clock.forTransport();
    const transport = new Transport({
      baseUrl,
      credential: merchant
        ? { scheme: "apiToken", secret: new Secret(sandbox.apiToken) }
        : { scheme: "bearer", secret: new Secret(sandbox.apiKey) },
      ...(merchant ? { hints: merchantHints("apiToken") } : {}),
      clock,
      random: () => 0.5,
      pacer: new Pacer(clock, { maxRequestsPerSecond: Number.POSITIVE_INFINITY }),
    });
    this.#transport = transport;
    this.issuer = bend(
      merchant
        ? createMerchantIssuer({ transport })
        : createOrganizationIssuer({ transport, organizationId: sandbox.organizationId }),
    );
    this.run = this.#freshRun();
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await this.#transport.close();
  }

  get control() {
    return this.sandbox.control;
  }

  /** Another process: nothing of the run before is remembered. */
  newRun(): void {
    this.run = this.#freshRun();
    this.notes.length = 0;
    this.sandbox.journal.clear();
  }

  /** What was sent and then given up still arrives, before anything that is sent after this. */
  async arrived(): Promise<void> {
    for (let look = 0; look < LOOKS; look++) await (await fetch(this.sandbox.url)).body?.cancel();
  }

  #freshRun(): Run {
    return new Run(this.issuer, this.clock, () => 0.5);
  }

  /** What configuration says of one run. */
  settings: Pick<Operation, "refresh" | "maxClosures"> = {};

  /** Seconds as `customTimeouts` would give them; `cancel` ends the operation as the engine's Cancel does. */
  operation(urn: string, { seconds = 600, cancel = new AbortController() }: Limits = {}): Operation {
    const over = new AbortController();
    this.clock.after(seconds * 1000, () => over.abort(new FourpayError("wait_timeout", "over")));
    const signal = AbortSignal.any([cancel.signal, over.signal]);
    return {
      issuer: this.issuer,
      run: this.run,
      urn,
      signal,
      writeSignal: signal,
      cancelled: cancel.signal,
      deadline: this.clock.now() + seconds * 1000,
      clock: this.clock,
      random: () => 0.5,
      outcomeWindowMs: this.outcomeWindowMs,
      progress: () => {},
      note: (severity, text) => void this.notes.push({ severity, text }),
      ...this.settings,
    };
  }

  /** The next request of this kind goes wrong this way. */
  mishap(write: Write, fault: Mishap, times = 1): void {
    this.sandbox.faults.add({ ...fault, match: { route: this.#route(write), times } } as FaultSpec);
  }

  /** The writes that arrived since the run began, in order, answered or not. */
  get writes(): Write[] {
    const names = new Map(Object.entries(this.routes).map(([name, route]) => [route as string, name as Write]));
    return this.sandbox.journal.list({ write: true }).map(({ route }) => names.get(route ?? "") as Write);
  }

  count(write: Write): number {
    return this.sandbox.journal.count({ route: this.#route(write) });
  }

  /** What the requests of this kind carried. */
  bodies(write: Write): unknown[] {
    return this.sandbox.journal.list({ route: this.#route(write) }).map(({ requestBody }) => requestBody);
  }

  #route(write: Write): string {
    const route = this.routes[write];
    if (route === undefined) throw new Error(`This dialect has no ${write}.`);
    return route;
  }

  get cards(): CardView[] {
    return this.control.snapshot().cards;
  }

  cardOf(id: string | undefined): CardView {
    const card = this.cards.find((known) => known.id === id);
    if (card === undefined) throw new Error(`The sandbox has no card ${id}.`);
    return card;
  }

  walletOf(id: string | undefined) {
    const wallet = this.control.snapshot().wallets.find((known) => known.id === id);
    if (wallet === undefined) throw new Error(`The sandbox has no wallet ${id}.`);
    return wallet;
  }

  holderOf(id: string | undefined) {
    const holder = this.control.snapshot().holders.find((known) => known.id === id);
    if (holder === undefined) throw new Error(`The sandbox has no holder ${id}.`);
    return holder;
  }

  card = (name = "ada-ads"): Managed => new Managed(this, cardLifecycle, "Card", name);
  wallet = (name = "ads"): Managed => new Managed(this, walletLifecycle, "Wallet", name);
  holder = (name = "ada"): Managed => new Managed(this, holderLifecycle, "Holder", name);
  fleet = (name = "team"): Managed => new Managed(this, fleetLifecycle, "CardFleet", name);

  warnings(): string[] {
    return this.notes.filter(({ severity }) => severity === "warning").map(({ text }) => text);
  }
}

interface Limits {
  readonly seconds?: number;
  readonly cancel?: AbortController;
}

type UpOptions = Limits & RunOptions;

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::app::pulumi-nodejs:dynamic/fourpay:${type}::${name}`;
}

/** Check failed; the paths say what about. */
export class CheckFailed extends Error {
  readonly paths: string[];

  constructor(failures: readonly Failure[]) {
    super(failures.map(({ path, reason }) => `${path}: ${reason}`).join("\n"));
    this.paths = failures.map(({ path }) => path);
  }
}

/** One resource in one stack: declared, run again, refreshed, destroyed. */
export class Managed {
  readonly urn: string;
  readonly #world: World;
  readonly #lifecycle: Lifecycle;
  readonly #kept: Kept<UpOptions>;

  constructor(home: World, lifecycle: Lifecycle, type: string, name: string) {
    this.#world = home;
    this.#lifecycle = lifecycle;
    this.urn = urnOf(type, name);
    const operation = (options: UpOptions) => this.#operation(options);
    this.#kept = new Kept<UpOptions>({
      check: (declared, olds) => this.check(declared, olds),
      diff: (id, outputs, inputs) => lifecycle.diff(home.run, id, outputs, inputs),
      create: async (inputs, options) => {
        const { id, state } = await lifecycle.create(operation(options), inputs);
        return { id, outputs: stored(state) };
      },
      update: async (id, outputs, inputs, options) =>
        stored(await lifecycle.update(operation(options), id, outputs, inputs)),
      delete: (id, outputs, options) => lifecycle.delete(operation(options), id, outputs),
      unfinished: (error) =>
        error instanceof PartialFailure ? { id: error.objectId, outputs: stored(error.state) } : undefined,
    });
  }

  get recorded(): Recorded | undefined {
    return this.#kept.recorded;
  }

  set recorded(recorded: Recorded | undefined) {
    this.#kept.recorded = recorded;
  }

  get id(): string {
    return this.recorded?.id ?? "none";
  }

  get outputs(): Raw {
    return this.recorded?.outputs ?? {};
  }

  get inputs(): Raw {
    return this.recorded?.inputs ?? {};
  }

  check(declared: Raw, olds: Raw = this.inputs): Raw {
    const context = { issuer: this.#world.issuer, namespace: "" };
    const { inputs, failures } = this.#lifecycle.check(context, olds, { ...declared, resourceUrn: this.urn });
    if (failures.length > 0) throw new CheckFailed(failures);
    return stored(inputs);
  }

  up(declared: Raw, options: UpOptions = {}): Promise<Step> {
    return this.#kept.up(declared, options);
  }

  /** Answers what the replacement would be for. */
  replacedBy(declared: Raw): readonly string[] {
    return this.#lifecycle.diff(this.#world.run, this.id, this.outputs, this.check(declared)).replaces;
  }

  /** A refresh that succeeds makes the engine forget that a run had failed. */
  async refresh(options: Limits = {}): Promise<"gone" | "there"> {
    if (this.recorded === undefined) throw new Error("Nothing is recorded.");
    const { id, outputs } = this.recorded;
    const result = await this.#lifecycle.read(this.#operation(options), id, outputs);
    this.recorded = result.gone
      ? undefined
      : { id, inputs: stored(result.inputs), outputs: stored(result.state), incomplete: false };
    return result.gone ? "gone" : "there";
  }

  async destroy(options: Limits = {}): Promise<void> {
    if (this.recorded === undefined) throw new Error("Nothing is recorded.");
    await this.#kept.destroy(options);
  }

  #operation(options: Limits): Operation {
    return this.#world.operation(this.urn, options);
  }
}

/** What survives being written to a state file. */
/** As the engine keeps it, fleets in their shortest form, and as it comes back. */
function stored(values: Raw): Raw {
  return expanded(JSON.parse(JSON.stringify(recordedLike({}, values, true))) as Raw);
}

export interface Failed {
  readonly code: string;
  /** The object is kept in state and continued by the next run. */
  readonly partial: boolean;
  readonly message: string;
  readonly request?: RequestInfo | undefined;
}

/** Ctrl-C, as the host hands it on. */
export function stop(cancel: AbortController): void {
  cancel.abort(new FourpayError("cancelled", "Cancelled."));
}

/** How the operation failed; the test fails when it did not. */
export async function failure(operation: Promise<unknown>): Promise<Failed> {
  try {
    await operation;
  } catch (error) {
    const reason: unknown = error instanceof PartialFailure ? error.reason : error;
    if (!(reason instanceof FourpayError)) throw reason;
    return {
      code: reason.code,
      partial: error instanceof PartialFailure,
      message: `${reason.message} ${reason.hint ?? ""}`,
      request: reason.request,
    };
  }
  throw new Error("It should have failed.");
}
