// What was asked and what was answered, so a test can say "exactly one POST". Credentials never enter it.

export interface JournalEntry {
  seq: number;
  /** Sandbox time, milliseconds since the epoch. */
  at: number;
  method: string;
  /** Path with query. */
  path: string;
  /** For example `POST /wallets/{wallet_id}/instruments`; null when no endpoint matched. */
  route: string | null;
  /** Null while unanswered and when the connection was cut. */
  status: number | null;
  /** True when the endpoint changes something. */
  write: boolean;
  /** True when the change was carried out, whatever the caller was told. */
  committed: boolean;
  requestBody: unknown;
  faultId: string | null;
  /** Real time from arrival to answer. */
  durationMs: number;
}

export interface JournalFilter {
  method?: string;
  path?: RegExp;
  route?: string;
  write?: boolean;
  committed?: boolean;
}

export interface Journal {
  list(filter?: JournalFilter): JournalEntry[];
  count(filter?: JournalFilter): number;
  clear(): void;
}

/** Enough for the largest test; the oldest entries go first. */
const capacity = 200_000;

export const secretName = /secret|token|password|authorization|cardnumber|cvv|pan$/i;

/** A copy without anything that looks like a credential. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !secretName.test(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutSecrets(inner)]));
}

function matches(entry: JournalEntry, filter: JournalFilter): boolean {
  return (
    (filter.method === undefined || entry.method === filter.method.toUpperCase()) &&
    (filter.path === undefined || entry.path.search(filter.path) >= 0) &&
    (filter.route === undefined || entry.route === filter.route) &&
    (filter.write === undefined || entry.write === filter.write) &&
    (filter.committed === undefined || entry.committed === filter.committed)
  );
}

export class RequestJournal implements Journal {
  private entries: JournalEntry[] = [];
  private seq = 0;

  open(at: number, method: string, path: string): JournalEntry {
    const entry: JournalEntry = {
      seq: ++this.seq,
      at,
      method,
      path,
      route: null,
      status: null,
      write: false,
      committed: false,
      requestBody: null,
      faultId: null,
      durationMs: 0,
    };
    this.entries.push(entry);
    if (this.entries.length > capacity) this.entries.splice(0, capacity / 10);
    return entry;
  }

  list(filter: JournalFilter = {}): JournalEntry[] {
    return this.entries.filter((entry) => matches(entry, filter)).map((entry) => ({ ...entry }));
  }

  count(filter: JournalFilter = {}): number {
    return this.entries.reduce((total, entry) => total + (matches(entry, filter) ? 1 : 0), 0);
  }

  clear(): void {
    this.entries = [];
  }
}
