// The types of tally.mjs, for its test.
import type { JournalEntry } from "pulumi-fourpay/sandbox";

export interface Tally {
  readonly post: number;
  readonly patch: number;
  readonly details: number;
  readonly lists: number;
  readonly other: number;
  readonly total: number;
  readonly writes: number;
  readonly refused: number;
  readonly later: { readonly total: number; readonly refused: number };
}

export function tallyOf(entries: readonly Pick<JournalEntry, "at" | "method" | "route" | "status" | "write">[]): Tally;
