/** What an exported stack says about cards, wallets and holders: what it stands for, what it was about to make, and what its marks are made from. */
import type { Tenant } from "../../api/port";
import { defined } from "../../model/defined";
import { isEncrypted } from "../../model/encrypted";
import { FourpayError } from "../../model/errors";
import { isPositive } from "../../model/money";
import { isRecord } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { expanded } from "../recorded";
import { belongsTo } from "../tenant";
import { FLEET, fleetMembers, type RecordedResource } from "./fleetMembers";
import { isOfKind, TYPES, UrnIndex } from "./urns";

/** A state as it was handed in. */
export interface StackState {
  /** What to call it in messages. */
  readonly label: string;
  /** Where the state itself is empty, as after a destroy, nothing in it says whose it is. */
  readonly project?: string;
  readonly stack?: string;
  /** What `pulumi stack export` prints. */
  readonly deployment: unknown;
  /** Read from its backend just now; a file may be older than runs since. */
  readonly current: boolean;
  /** Whether a run holds the stack. Only `idle` is proof that nothing is just being created. */
  readonly activity: "idle" | "busy" | "unknown";
  /** Which of these ids the earlier states that are left held; absent where they cannot be read. That none did proves little. */
  readonly wasRecorded?: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/**
 * A create that was begun and whose end was never recorded: a killed run, or one that is still going on. The engine keeps the note when a
 * later run completes the create, until somebody clears it (`pulumi refresh`).
 */
export interface Interrupted {
  readonly urn: string;
  readonly name?: string;
  /** Why its object must not be closed, by its own declaration. */
  readonly keep?: string;
  readonly slow: boolean;
  /** It was to pay an initial balance in. */
  readonly pays: boolean;
  readonly createTimeoutMs?: number;
}

export interface Place {
  readonly project: string;
  readonly stack: string;
}

export interface ReadState {
  readonly source: StackState;
  /** Every text in it, lower case: what it mentions, it may stand for. */
  readonly mentioned: ReadonlySet<string>;
  readonly interrupted: readonly Interrupted[];
  readonly urns: UrnIndex;
  readonly places: readonly Place[];
  /** What enters the mark of a card and cannot be seen on it, as recorded together. */
  readonly shapes: readonly Raw[];
  /** It holds objects of ours, and all of them belong to another tenant. */
  readonly foreign: boolean;
  /** When it was last written; changes while a run goes on. */
  readonly writtenAt: string;
}

const OUR_TYPES: readonly string[] = [...Object.values(TYPES), FLEET];

/** Throws `input_invalid` where this is no exported state. */
export function readState(source: StackState, tenant: Tenant): ReadState {
  const deployment = deploymentOf(source);
  const resources = listOf(source, deployment.resources).filter(isResource).map(whole);
  for (const { type, outputs } of resources) if (type === FLEET && isEncrypted(outputs?.issued)) throw hidden(source);
  const operations = listOf(source, deployment.pending_operations).flatMap((operation) => {
    const { resource, type } = operation as { resource?: unknown; type?: unknown };
    return isResource(resource) ? [{ resource: whole(resource), creating: type === "creating" }] : [];
  });
  // What a fleet was about to issue is in no state yet, whether the fleet itself was new or not.
  const begun = operations.flatMap(({ resource, creating }) => [
    ...(creating ? [resource] : []),
    ...fleetMembers(resource).unissued,
  ]);
  const single = [...resources, ...operations.map(({ resource }) => resource)];
  const all = [...single, ...single.flatMap((resource) => fleetMembers(resource).all)];
  const ours = resources.filter(({ type }) => OUR_TYPES.includes(type));
  const mentioned = new Set<string>();
  // What a create would have used is no reason to keep what it made, but what it was about to take over is not ours to judge.
  for (const { resource, creating } of operations) {
    const taken = [resource, ...fleetMembers(resource).all].map(({ inputs }) => inputs?.adopt);
    collect(creating ? taken : resource, mentioned);
  }
  for (const resource of resources) collect(resource, mentioned);
  return {
    source,
    mentioned,
    interrupted: begun.map(interrupted),
    urns: new UrnIndex(all.flatMap(({ urn, inputs }) => [urn, ...textOf(inputs?.resourceUrn)])),
    places: placesOf(source, all),
    shapes: shapesOf(all),
    foreign: ours.length > 0 && ours.every(({ outputs = {} }) => !belongsTo(outputs, tenant)),
    writtenAt: String((deployment.manifest as Raw | undefined)?.time ?? ""),
  };
}

function deploymentOf({ label, deployment: exported }: StackState): Raw {
  if (isRecord(exported) && "deployment" in exported && (exported.deployment ?? {}) instanceof Object) {
    return (exported.deployment ?? {}) as Raw;
  }
  throw unusable(label);
}

function listOf({ label }: StackState, value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw unusable(label);
  return value;
}

function unusable(label: string): FourpayError {
  return new FourpayError("input_invalid", `${label}: this is not an exported state. Nothing was closed.`, {
    hint: "Give what `pulumi stack export` prints.",
  });
}

/** Which cards the fleet stands for decides what may be closed. */
function hidden({ label }: StackState): FourpayError {
  return new FourpayError(
    "input_invalid",
    `${label}: what a fleet issued is encrypted in this state, so nobody can tell which cards it stands for. Nothing was closed.`,
    { hint: "Take `issued` out of the fleet's `additionalSecretOutputs`, run `pulumi up`, and try again." },
  );
}

function isResource(value: unknown): value is RecordedResource {
  return isRecord(value) && typeof value.urn === "string" && typeof value.type === "string";
}

/** Whatever shape it was recorded in. */
function whole(resource: RecordedResource): RecordedResource {
  const { type, inputs, outputs } = resource;
  if (!OUR_TYPES.includes(type)) return resource;
  return { ...resource, ...defined({ inputs: inputs && expanded(inputs), outputs: outputs && expanded(outputs) }) };
}

function interrupted({ urn, inputs = {}, retainOnDelete, protect, customTimeouts }: RecordedResource): Interrupted {
  const { name, cardOwnerId, deletionPolicy, waitFor, cardType, initialBalance } = inputs;
  const [stated] = [...textOf(name), ...textOf(cardOwnerId)];
  const seconds = [inputs.timeoutsSeconds, customTimeouts].map((timeouts) =>
    isRecord(timeouts) ? timeouts.create : 0,
  );
  const createTimeoutMs = Math.max(...seconds.map((value) => (typeof value === "number" ? value * 1000 : 0)));
  const keep =
    deletionPolicy === "retain" || deletionPolicy === "freeze"
      ? `its declaration says deletionPolicy "${deletionPolicy}"`
      : retainOnDelete === true
        ? "its declaration says retainOnDelete"
        : protect === true
          ? "its declaration is protected"
          : undefined;
  return {
    urn,
    slow: waitFor === "accepted" || (waitFor === undefined && cardType === "physical"),
    pays: typeof initialBalance === "string" ? isPositive(initialBalance) : initialBalance !== undefined,
    ...defined({ name: stated, keep }),
    ...(createTimeoutMs === 0 ? {} : { createTimeoutMs }),
  };
}

function placesOf({ project, stack }: StackState, resources: readonly RecordedResource[]): Place[] {
  const known = new Map<string, Place>();
  const add = (place: Place) => void known.set(JSON.stringify([place.project, place.stack]), place);
  if (project !== undefined && stack !== undefined) add({ project, stack });
  for (const { urn } of resources) {
    const [head = "", itsProject = ""] = urn.split("::");
    const itsStack = head.split(":").slice(2).join(":");
    if (itsStack !== "" && itsProject !== "") add({ project: itsProject, stack: itsStack });
  }
  return [...known.values()];
}

function shapesOf(resources: readonly RecordedResource[]): Raw[] {
  const shapes = new Map<string, Raw>();
  for (const { urn, inputs = {} } of resources) {
    if (!isOfKind(urn, "card")) continue;
    const { binId, binCategoryId, currency, reissue } = inputs;
    const shape = { binId, binCategoryId, currency, reissue };
    shapes.set(JSON.stringify(shape), shape);
  }
  return [...shapes.values()];
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === "string") into.add(value.toLowerCase());
  else if (Array.isArray(value)) for (const item of value) collect(item, into);
  else if (isRecord(value)) for (const item of Object.values(value)) collect(item, into);
}

function textOf(value: unknown): string[] {
  return typeof value === "string" ? [value] : [];
}
