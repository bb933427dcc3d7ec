/** Ensures that a holder exists: adopted where id and e-mail agree, created otherwise, and every clash named. */
import { defined } from "../../model/defined";
import type { Holder } from "../../model/entities";
import { FourpayError, isFourpayError } from "../../model/errors";
import type { HolderInputs } from "../../model/inputs/holder";
import type { Raw } from "../../model/validate";
import { DONE, pending } from "../../wait/conditions";
import { applyChange, orAbsent, writing } from "../apply";
import type { Operation } from "../operation";

export type DeclaredHolder = HolderInputs & { readonly cardOwnerId: string };

export function declaredHolder(inputs: Raw): DeclaredHolder {
  return inputs as unknown as DeclaredHolder;
}

export interface EnsuredHolder {
  readonly holder: Holder;
  /** Just now; otherwise it was there before. */
  readonly created: boolean;
}

export async function ensureHolder(operation: Operation, declared: DeclaredHolder): Promise<EnsuredHolder> {
  const { issuer } = operation;
  const id = declared.cardOwnerId;
  const existing = await orAbsent(issuer.getHolder(id, operation));
  if (existing !== undefined) return { holder: adopted(existing, declared), created: false };
  operation.progress("creating the holder");
  try {
    const { firstName, lastName, email, phone, accountId } = declared;
    const holder = await applyChange<Holder | undefined>(operation, {
      what: "the holder to appear",
      send: () =>
        issuer.createHolder(defined({ id, firstName, lastName, email, phone, accountId }), writing(operation)),
      observe: (signal) => orAbsent(issuer.getHolder(id, { signal })),
      judge: (seen) => (seen === undefined ? pending("not visible yet") : DONE),
    });
    return { holder: adopted(holder as Holder, declared), created: true };
  } catch (error) {
    if (!isFourpayError(error, "rejected")) throw error;
    const owner = await whoHasIt(operation, declared, error);
    if (owner instanceof FourpayError) throw owner;
    return { holder: adopted(owner, declared), created: false };
  }
}

function adopted(existing: Holder, declared: DeclaredHolder): Holder {
  if (sameEmail(existing.email, declared.email)) return existing;
  throw new FourpayError(
    "holder_taken",
    `cardOwnerId: the id ${existing.id} already belongs to a holder with another e-mail. Nothing was changed.`,
    {
      hint: "Choose another cardOwnerId (without one, a unique id is made), or declare that holder's e-mail to take it over.",
    },
  );
}

/** The API keeps e-mails and phones unique but says little about a clash: look who has them. */
async function whoHasIt(
  operation: Operation,
  declared: DeclaredHolder,
  error: FourpayError,
): Promise<FourpayError | Holder> {
  try {
    for await (const holder of operation.issuer.listHolders(operation)) {
      const field = sameEmail(holder.email, declared.email)
        ? "email"
        : samePhone(holder, declared)
          ? "phone"
          : undefined;
      if (holder.id === declared.cardOwnerId) return holder;
      if (field === undefined) continue;
      const hint =
        field === "email"
          ? `Set \`cardOwnerId: "${holder.id}"\` to take that holder over, or give another e-mail.`
          : "Give another phone number, or none.";
      return new FourpayError(
        "holder_taken",
        `${field}: the holder ${holder.id} already has it, and the API keeps it unique for ever. No holder was created.`,
        {
          hint,
          cause: error,
        },
      );
    }
  } catch (problem) {
    operation.note(
      "warning",
      `Could not look up who has the e-mail: ${problem instanceof FourpayError ? problem.code : "unexpected error"}.`,
    );
  }
  return error;
}

function sameEmail(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function samePhone(holder: Holder, declared: DeclaredHolder): boolean {
  return (
    holder.phone !== undefined &&
    declared.phone !== undefined &&
    holder.phone.replace(/\D/g, "") === declared.phone.replace(/\D/g, "")
  );
}
