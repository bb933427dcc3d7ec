// One request as the console shows it: what was asked, through which dialect, about which card, and how it ended. Bodies never leave.
// What was changed by hand stands among them, because drift is only understood in its place.
import { type JournalEntry, secretName } from "../journal";
import type { Store } from "../store/store";
import type { ExchangePhase } from "../watchers";

export interface RequestView {
  /** Negative for what was changed by hand. */
  seq: number;
  /** Which came first, of requests and changes by hand alike. */
  order: number;
  at: number;
  dialect: "organization" | "merchant" | "other" | "hand";
  method: string;
  /** Without the dialect's prefix; values of secret parameters are left out. */
  path: string;
  /** Name of the card it is about. */
  subject: string | null;
  /** Null while unanswered and when the connection was cut. */
  status: number | null;
  open: boolean;
  write: boolean;
  committed: boolean;
  fault: string | null;
  durationMs: number;
}

const organizationPrefix = /^\/api\/v2\/organizations\/[^/?]+/;
const merchantPrefix = /^\/api\/v2(?=\/)/;
const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const longestPath = 300;

const controlPrefix = /^\/_sandbox(?=\/)/;

function split(path: string): Pick<RequestView, "dialect" | "path"> {
  if (organizationPrefix.test(path)) return { dialect: "organization", path: path.replace(organizationPrefix, "") };
  if (merchantPrefix.test(path)) return { dialect: "merchant", path: path.replace(merchantPrefix, "") };
  return { dialect: "other", path };
}

/** As people read it, because what is masked afterwards must not hide behind an encoding. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function withoutSecretValues(path: string): string {
  const [place = "", ...rest] = path.split("?");
  if (rest.length === 0) return place;
  const pairs = rest.join("?").split("&");
  const shown = pairs.map((pair) => {
    const [name = ""] = pair.split("=");
    return secretName.test(name) ? `${name}=…` : pair;
  });
  return `${place}?${shown.join("&")}`;
}

function subjectOf(store: Store, path: string, requestBody: unknown): string | null {
  for (const id of path.split("?")[0]?.match(anyId)?.reverse() ?? []) {
    const card = store.cards.get(id.toLowerCase());
    if (card) return card.name;
  }
  if (typeof requestBody !== "object" || requestBody === null) return null;
  const name: unknown = Reflect.get(requestBody, "name");
  return typeof name === "string" ? name : null;
}

/** A request to the control routes, which the journal does not know. */
export interface ControlRequest {
  method: string;
  path: string;
  status: number;
}

export type UnorderedView = Omit<RequestView, "order">;

export function viewByHand(store: Store, seq: number, { method, path, status }: ControlRequest): UnorderedView {
  return {
    seq,
    at: store.now(),
    dialect: "hand",
    method,
    path: decoded(path.replace(controlPrefix, "")).slice(0, longestPath),
    subject: subjectOf(store, path, null),
    status,
    open: false,
    write: true,
    committed: status < 300,
    fault: null,
    durationMs: 0,
  };
}

export function viewRequest(
  store: Store,
  phase: ExchangePhase,
  entry: JournalEntry,
  faultKind: string | undefined,
): UnorderedView {
  const { dialect, path } = split(entry.path);
  return {
    seq: entry.seq,
    at: entry.at,
    dialect,
    method: entry.method,
    path: withoutSecretValues(decoded(path)).slice(0, longestPath),
    subject: subjectOf(store, entry.path, entry.requestBody),
    status: entry.status,
    // A request that is carried out late is processed after its answer.
    open: phase !== "answered" && entry.durationMs === 0,
    write: entry.write,
    committed: entry.committed,
    fault: entry.faultId === null ? null : (faultKind ?? "fault"),
    durationMs: Math.round(entry.durationMs),
  };
}
