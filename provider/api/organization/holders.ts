/** Card holders: `/holders`. They can be created and changed, never deleted. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { Holder } from "../../model/entities";
import { wireHolder } from "../holderWire";
import { path } from "../paths";
import type { Call, HolderChange, NewHolder } from "../port";
import { readGrowing } from "../stable";
import { optional, optionalText, refuse } from "../wire";
import { dataOf, getSame, idOf, type Organization, pagesOf, write, writeFor } from "./scope";

const NAME = "holder";

/** `GET /holders/{holder_id}` */
export function getHolder(org: Organization, holderId: string, call: Call): Promise<Holder> {
  return getSame(org, { path: path`${org.root}/holders/${holderId}`, name: NAME }, holderId, wireHolder, call);
}

/** `GET /holders` */
export function listHolders(org: Organization, call: Call): AsyncIterable<Holder> {
  return readGrowing(pagesOf(org, { path: path`${org.root}/holders`, name: NAME }, wireHolder, call), idOf, NAME);
}

// Assumption: the echo may be missing (upstream's client expects none). The id is ours, so nothing is lost without it.
const echo = z
  .union([dataOf(optional(z.looseObject({ cardOwnerId: optionalText }))), z.undefined()])
  .transform((data) => data?.cardOwnerId);

/** `POST /holders` */
export async function createHolder(org: Organization, holder: NewHolder, call: Call): Promise<void> {
  const { id: cardOwnerId, firstName, lastName, email, phone } = holder;
  const body = defined({ cardOwnerId, firstName, lastName, email, phone });
  const parts = { path: path`${org.root}/holders`, name: NAME, body };
  const echoed = await writeFor(org, "POST", parts, echo, call);
  if (echoed === undefined || echoed === cardOwnerId) return;
  throw refuse(org.transport, { ...parts, method: "POST", kind: "write" }, "another holder was answered");
}

/** `PATCH /holders/{holder_id}` */
export function updateHolder(org: Organization, holderId: string, change: HolderChange, call: Call): Promise<void> {
  const { firstName, lastName, email, phone } = change;
  const body = defined({ firstName, lastName, email, phone });
  return write(org, "PATCH", { path: path`${org.root}/holders/${holderId}`, name: NAME, body }, call);
}
