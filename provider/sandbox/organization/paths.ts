// Reading ids from paths. An id that is no UUID is a validation error, not a missing object.
import { z } from "zod";
import type { Call } from "../dialect";
import { uuid } from "../shared/fields";
import { check } from "../shared/validation";
import type { Card, Wallet } from "../store/entities";
import { findCard, findWallet } from "../store/find";
import type { Store } from "../store/store";

const single = (name: string) => z.object({ [name]: uuid });
const schemas = new Map<string, z.ZodType<Record<string, string>>>();

export function pathId(call: Call, name: string): string {
  const schema = schemas.get(name) ?? single(name);
  schemas.set(name, schema);
  return check("path", schema, { [name]: call.params[name] })[name] ?? "";
}

export function walletOf(store: Store, call: Call): Wallet {
  return findWallet(store, pathId(call, "wallet_id"));
}

const both = z.object({ wallet_id: uuid, instrument_id: uuid });

export function cardOf(store: Store, call: Call): Card {
  const { wallet_id, instrument_id } = check("path", both, call.params);
  return findCard(store, wallet_id, instrument_id);
}
