// People: registered once, changed later, never deleted. Their id, e-mail and phone are unique in the organization.
import type { Holder } from "./entities";
import type { Fate } from "./fate";
import { findHolder } from "./find";
import { SandboxRejection } from "./rejection";
import type { Store } from "./store";

export type HolderInput = Pick<Holder, "id" | "firstName" | "lastName" | "email" | "phone" | "walletId">;
export type HolderChange = Partial<Omit<HolderInput, "id" | "walletId">>;

// Assumption: e-mails that differ only in case are the same e-mail.
const emailKey = (email: string) => email.toLowerCase();

function refuseClash(taken: Map<string, string>, key: string, owner: string, field: string, value: string): void {
  const current = taken.get(key);
  if (current === undefined || current === owner) return;
  throw new SandboxRejection("clash", `a holder with this ${field} already exists`, [field], value);
}

export function registerHolder(store: Store, input: HolderInput, { hiddenMs }: Fate = {}): Holder {
  if (store.holders.has(input.id)) {
    throw new SandboxRejection("clash", "a holder with this id already exists", ["holderId"], input.id);
  }
  refuseClash(store.emails, emailKey(input.email), input.id, "email", input.email);
  if (input.phone !== undefined) refuseClash(store.phones, input.phone, input.id, "phone", input.phone);
  const now = store.now();
  const holder: Holder = { ...input, createdAt: now, visibleAt: now + (hiddenMs ?? store.settings.latency.holderMs) };
  store.holders.set(holder.id, holder);
  store.emails.set(emailKey(holder.email), holder.id);
  if (holder.phone !== undefined) store.phones.set(holder.phone, holder.id);
  return holder;
}

export function changeHolder(store: Store, id: string, change: HolderChange): void {
  const holder = findHolder(store, id);
  const { email, phone } = change;
  if (email !== undefined) refuseClash(store.emails, emailKey(email), id, "email", email);
  if (phone !== undefined) refuseClash(store.phones, phone, id, "phone", phone);
  if (email !== undefined) store.emails.set(emailKey(email), id);
  if (phone !== undefined) store.phones.set(phone, id);
  store.later(store.settings.latency.updateMs, () => applyHolderChange(store, holder, change));
}

/** Replaces the values at once and gives the old e-mail and phone free. */
export function applyHolderChange(store: Store, holder: Holder, change: HolderChange): void {
  if (store.holders.get(holder.id) !== holder) return;
  const { email, phone } = holder;
  Object.assign(holder, change);
  if (emailKey(holder.email) !== emailKey(email)) store.emails.delete(emailKey(email));
  if (phone !== undefined && holder.phone !== phone) store.phones.delete(phone);
  store.emails.set(emailKey(holder.email), holder.id);
  if (holder.phone !== undefined) store.phones.set(holder.phone, holder.id);
}

/** Control only: the API cannot delete people. */
export function removeHolder(store: Store, id: string): void {
  const holder = store.holders.get(id);
  if (!holder) return;
  store.holders.delete(id);
  for (const index of [store.emails, store.phones]) {
    for (const [key, owner] of index) if (owner === id) index.delete(key);
  }
}
