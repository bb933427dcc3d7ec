/** The holder's lifecycle. People cannot be deleted: destroy forgets and says so, and a later `up` finds them again. */
import type { HolderChange } from "../../api/port";
import type { Holder } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { isUnknown } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { DONE, pending } from "../../wait/conditions";
import { applyChange, orAbsent, SETTLE_MS, windowIsOver, writing } from "../apply";
import {
  echoedInputs,
  type Lifecycle,
  type Operation,
  PartialFailure,
  type ReadResult,
  recordedTenant,
  type State,
  unfinishedChange,
  unfinishedSteps,
} from "../operation";
import { checkHolder } from "./check";
import { type DeclaredHolder, declaredHolder, ensureHolder } from "./find";

const FIELDS = ["firstName", "lastName", "email", "phone"] as const;
type Field = (typeof FIELDS)[number];

export const holderLifecycle: Lifecycle = {
  kind: "holder",
  timeoutsSeconds: { create: 300, update: 300, delete: 60 },
  check: checkHolder,

  diff(run, id, olds, news) {
    const replaced = isUnknown(news.cardOwnerId) || olds.cardOwnerId !== news.cardOwnerId;
    const moved = olds.accountId !== undefined && olds.accountId !== news.accountId;
    const replaces = [...(replaced ? ["cardOwnerId"] : []), ...(moved ? ["accountId"] : [])];
    if (replaces.length === 0) run.own(id, String(news.resourceUrn ?? ""));
    return { replaces, ...unfinishedChange(olds) };
  },

  async create(operation, inputs) {
    const declared = declaredHolder(inputs);
    const claimant = operation.run.claim("holders", declared.cardOwnerId, operation.urn);
    if (claimant !== operation.urn) {
      throw new FourpayError(
        "holder_taken",
        `cardOwnerId: another resource of this program (${claimant}) already stands for this holder.`,
        {
          hint: "Declare each person once and use its id for several cards.",
        },
      );
    }
    const { holder, created } = await ensureHolder(operation, declared);
    // What was just sent is only compared; a holder that was there before is brought in line.
    const fields = new Set(FIELDS.filter((field) => !created || !shows(field, declared[field], holder[field])));
    return { id: declared.cardOwnerId, state: await synced(operation, inputs, fields, holder) };
  },

  async update(operation, id, olds, news) {
    const unfinished = new Set(unfinishedSteps(olds));
    const fields = new Set(FIELDS.filter((field) => unfinished.has(field) || olds[field] !== news[field]));
    const holder = await orAbsent(operation.issuer.getHolder(id, operation));
    if (holder === undefined) {
      const reason = new FourpayError("not_found", `The API does not find the holder ${id}. Nothing was changed.`, {
        hint: "Run `pulumi refresh` to find out whether it is gone, then `pulumi up`.",
      });
      throw new PartialFailure(id, olds, reason);
    }
    return synced(operation, news, fields, holder, olds);
  },

  async read(operation, id, state): Promise<ReadResult> {
    const holder = await orAbsent(operation.issuer.getHolder(id, operation));
    if (holder === undefined) {
      await assertGone(operation, id);
      return { gone: true };
    }
    const inputs: Record<string, unknown> = { ...echoedInputs(state, []) };
    for (const field of FIELDS) {
      const live = holder[field];
      const declared = inputs[field];
      if (typeof declared === "string" && live !== undefined && !shows(field, declared, live)) inputs[field] = live;
    }
    const unfinished = unfinishedSteps(state);
    return { gone: false, inputs, state: holderState(operation, inputs, unfinished) };
  },

  delete(operation, id) {
    operation.note(
      "info",
      `The API cannot delete people: the holder ${id} stays, and is no longer managed. Declaring it again takes it over.`,
    );
    return Promise.resolve();
  },
};

/** What is recorded of a holder. */
export function holderState(by: Pick<Operation, "issuer">, inputs: Raw, unfinished: readonly string[] = []): State {
  return {
    ...inputs,
    ...recordedTenant(by.issuer.tenant),
    ...(unfinished.length === 0 ? {} : { unfinished: [...unfinished] }),
  };
}

async function synced(
  operation: Operation,
  inputs: Raw,
  fields: ReadonlySet<Field>,
  seen: Holder,
  before?: State,
): Promise<State> {
  try {
    await sync(operation, declaredHolder(inputs), fields, seen);
  } catch (error) {
    throw new PartialFailure(
      seen.id,
      holderState(operation, before === undefined ? inputs : echoedInputs(before, []), [...fields]),
      error,
    );
  }
  return holderState(operation, inputs);
}

async function sync(
  operation: Operation,
  declared: DeclaredHolder,
  fields: ReadonlySet<Field>,
  seen: Holder,
): Promise<void> {
  const wrong = difference(declared, fields, seen);
  const { updatesHolders } = operation.issuer.capabilities;
  // Where nothing can be changed, only what really differs is worth a refusal.
  const change = updatesHolders
    ? wrong
    : Object.fromEntries(
        Object.entries(wrong).filter(([field, want]) => !shows(field as Field, want, seen[field as Field])),
      );
  if (Object.keys(change).length === 0) return;
  if (!updatesHolders) {
    throw new FourpayError(
      "refused",
      `The holder ${seen.id} exists with other values (${Object.keys(change).join(", ")}), and this API cannot change a holder.`,
      {
        hint: "Declare the values it has, or a new holder with another e-mail.",
      },
    );
  }
  operation.progress(`changing ${Object.keys(change).join(", ")}`);
  try {
    await applyChange<Holder>(operation, {
      what: "the change to show on the holder",
      send: () => operation.issuer.updateHolder(seen.id, change, writing(operation)),
      observe: (signal) => operation.issuer.getHolder(seen.id, { signal }),
      judge: (now) =>
        FIELDS.every((field) => !fields.has(field) || shows(field, declared[field], now[field]))
          ? DONE
          : pending("old values"),
      withinMs: SETTLE_MS,
    });
  } catch (error) {
    if (!windowIsOver(operation, error)) throw error;
    throw new FourpayError(
      "not_applied",
      `The API accepted the change of ${Object.keys(change).join(", ")} but the holder does not show it.`,
      {
        hint: "Run `pulumi up` again to try once more.",
        cause: error,
      },
    );
  }
}

function difference(declared: DeclaredHolder, fields: ReadonlySet<Field>, seen: Holder): HolderChange {
  const wrong = FIELDS.filter(
    (field) => fields.has(field) && declared[field] !== undefined && !same(field, declared[field], seen[field]),
  );
  return Object.fromEntries(wrong.map((field) => [field, declared[field]]));
}

/** Case tells names apart, but not e-mails. */
function same(field: Field, want: string | undefined, seen: string | undefined): boolean {
  return field === "email" ? want?.toLowerCase() === seen?.toLowerCase() : want === seen;
}

/** The API may keep case, spaces and the form of a phone number its own way, and need not show a phone; that is no difference. */
function shows(field: Field, want: string | undefined, seen: string | undefined): boolean {
  if (want === undefined) return true;
  if (field === "phone") return seen === undefined || seen.replace(/\D/g, "") === want.replace(/\D/g, "");
  return seen?.trim().toLowerCase() === want.trim().toLowerCase();
}

async function assertGone(operation: Operation, id: string): Promise<void> {
  for await (const holder of operation.issuer.listHolders(operation)) {
    if (holder.id === id) {
      throw new FourpayError(
        "protocol_error",
        `The API does not find the holder ${id}, but still lists it; it is not taken for gone.`,
        {
          hint: "Try again in a moment.",
        },
      );
    }
  }
}
