/**
 * What we rely on in the `merchant` dialect, as data, and how a deployment's own OpenAPI document differs from it. Pure: the document is
 * fetched elsewhere.
 */
import { bodyFields, type Fields, openApi } from "./openApi";

export interface Expectation {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the host; what a parameter is called there does not matter. */
  readonly path: string;
  /** The pages do not describe it: see `assumed.ts`. */
  readonly assumed?: true;
  readonly query?: readonly string[];
  /** Fields of the body that are sent every time. */
  readonly sends?: readonly string[];
  /** Fields of the body that are sent when the caller gives them. */
  readonly maySend?: readonly string[];
  /** Fields of the answer, of each item where it is a list. `a|b`: one of them is enough. */
  readonly reads?: readonly string[];
  readonly list?: true;
}

const ROOT = "/api/v2";
const ACCOUNT = `${ROOT}/accounts/{account_uuid}`;
const CARD = `${ACCOUNT}/cards/{card_uuid}`;
const PAGED = ["limit", "offset"];
const HELD = "holdedBalance|heldBalance";
const ACCOUNT_FIELDS = ["id", "name", "status", "currency", "balance", "availableBalance", HELD];
const PERSON = ["cardOwnerId", "firstName", "lastName", "email"];
const CARD_ID = "id|cardId|cardUuid";
const STATUS = "status|cardStatus";
const MONEY = { sends: ["amount", "currency"], maySend: ["description"] };
const FILTERS = ["types", "statuses", "dateFrom", "dateTo"];
const TRANSACTION = ["id", "type", "status", "amount", "currency"];

export const CONTRACT: readonly Expectation[] = [
  { method: "GET", path: `${ROOT}/accounts`, list: true, reads: ACCOUNT_FIELDS },
  {
    method: "GET",
    path: ACCOUNT,
    reads: [...ACCOUNT_FIELDS, "allowedCardTypes", "isUsedCardBalance", "fees", "binList", "createdAt"],
  },
  { method: "GET", path: `${ACCOUNT}/balance`, reads: ["balance", "availableBalance", HELD, "currency"] },
  { method: "GET", path: `${ACCOUNT}/restrictions` },
  { method: "GET", path: `${ACCOUNT}/transfer-destinations`, list: true, reads: ["id"] },
  {
    method: "POST",
    path: `${ACCOUNT}/transfer`,
    sends: ["destinationAccountUuid", ...MONEY.sends],
    maySend: MONEY.maySend,
  },
  {
    method: "POST",
    path: `${ACCOUNT}/cardholders`,
    sends: ["cardOwnerId", "first_name", "last_name", "email"],
    maySend: ["phone"],
  },
  { method: "GET", path: `${ACCOUNT}/cardholders`, query: PAGED, list: true, reads: PERSON },
  { method: "GET", path: `${ROOT}/cardholders`, query: PAGED, list: true, reads: PERSON },
  { method: "GET", path: `${ROOT}/cardholders/{card_owner_id}`, reads: PERSON },
  {
    method: "GET",
    path: `${ROOT}/cardholders/{card_owner_id}/cards`,
    list: true,
    reads: [CARD_ID, "accountUuid", "name", STATUS],
  },
  {
    method: "POST",
    path: `${ACCOUNT}/cards`,
    assumed: true,
    sends: ["name", "cardOwnerId", "cardType"],
    maySend: ["limits", "cardProviderBinId", "binCategoryId", "currency"],
    reads: [CARD_ID],
  },
  { method: "GET", path: `${ACCOUNT}/cards`, assumed: true, query: PAGED, list: true, reads: [CARD_ID, STATUS] },
  {
    method: "GET",
    path: CARD,
    reads: [CARD_ID, STATUS, "cardOwnerId", "cardType", "currency", "availableBalance", "lastFour|maskedNumber"],
  },
  {
    method: "GET",
    path: `${CARD}/sensitive`,
    assumed: true,
    reads: ["cardNumber", "cvv", "expiryMonth", "expiryYear"],
  },
  { method: "POST", path: `${CARD}/topup`, ...MONEY },
  { method: "POST", path: `${CARD}/withdraw`, ...MONEY },
  { method: "POST", path: `${CARD}/freeze`, assumed: true },
  { method: "POST", path: `${CARD}/unfreeze`, assumed: true },
  { method: "POST", path: `${CARD}/close`, assumed: true },
  {
    method: "GET",
    path: `${ROOT}/transactions/cards`,
    query: [...PAGED, "cardUuid", ...FILTERS],
    list: true,
    reads: [...TRANSACTION, "cardUuid"],
  },
  { method: "GET", path: `${ROOT}/transactions/cards/{transaction_uuid}`, reads: [...TRANSACTION, "cardUuid"] },
  {
    method: "GET",
    path: `${ROOT}/transactions/accounts`,
    query: [...PAGED, "accountUuid", ...FILTERS],
    list: true,
    reads: [...TRANSACTION, "accountUuid"],
  },
  { method: "GET", path: `${ROOT}/transactions/accounts/{transaction_uuid}`, reads: [...TRANSACTION, "accountUuid"] },
  { method: "GET", path: `${ROOT}/webhooks/config`, reads: ["url", "secret_set", "event_types", "is_active"] },
  {
    method: "PUT",
    path: `${ROOT}/webhooks/config`,
    sends: ["url", "event_types", "is_active"],
    maySend: ["secret"],
  },
  { method: "DELETE", path: `${ROOT}/webhooks/config` },
  {
    method: "GET",
    path: `${ROOT}/webhooks/events`,
    query: PAGED,
    list: true,
    reads: ["id", "event_type", "delivery_status", "payload"],
  },
];

/**
 * `missing_*`: we rely on something the document does not have. `required_field`: the document wants a field that we do not, or not
 * always, send. `undescribed`: the document leaves the body open, so nothing can be said.
 */
export type DifferenceKind =
  | "missing_path"
  | "missing_method"
  | "missing_query"
  | "missing_request_field"
  | "required_field"
  | "missing_response_field"
  | "undescribed";

export interface Difference {
  readonly kind: DifferenceKind;
  readonly method: Expectation["method"];
  readonly path: string;
  /** The field or parameter, where it is about one. `a|b`: none of them is there. */
  readonly field?: string;
  /** We guessed here: the document is right. */
  readonly assumed: boolean;
  /** What the document has in its place: for a missing path those beside it that we do not know. */
  readonly instead?: readonly string[];
}

const MAX_BESIDE = 5;

/** Throws `protocol_error` where the document is no OpenAPI 3 document. */
export function compareContract(document: unknown): Difference[] {
  const api = openApi(document);
  const known = new Set(CONTRACT.map(({ path }) => api.normalise(path)));
  return CONTRACT.flatMap((expected): Difference[] => {
    const { method, path, assumed = false } = expected;
    const about = { method, path, assumed };
    const found = api.find(path);
    if (found === undefined) {
      const instead = api
        .beside(path)
        .filter((candidate) => !known.has(api.normalise(candidate)))
        .slice(0, MAX_BESIDE);
      return [{ kind: "missing_path", ...about, ...(instead.length > 0 && { instead }) }];
    }
    const operation = found.operation(method);
    if (operation === undefined) {
      const instead = found.methods();
      return [{ kind: "missing_method", ...about, ...(instead.length > 0 && { instead }) }];
    }
    const parameters = operation.queryParameters();
    const differences: Difference[] = (expected.query ?? [])
      .filter((field) => !parameters.has(field))
      .map((field) => ({ kind: "missing_query", ...about, field }));
    for (const { kind, field } of [
      ...requestDifferences(expected, operation.request()),
      ...responseDifferences(expected, operation.response(expected.list === true)),
    ]) {
      differences.push({ kind, ...about, ...(field !== undefined && { field }) });
    }
    return differences;
  });
}

type Finding = { readonly kind: DifferenceKind; readonly field?: string };

function requestDifferences({ sends = [], maySend = [] }: Expectation, schema: Fields | undefined): Finding[] {
  const ours = [...sends, ...maySend];
  if (ours.length === 0) return [];
  if (schema === undefined) return [{ kind: "undescribed", field: bodyFields.request }];
  return [
    ...ours
      .filter((field) => !schema.names.has(field))
      .map((field) => ({ kind: "missing_request_field", field }) as const),
    ...[...schema.required]
      .filter((field) => !sends.includes(field))
      .map((field) => ({ kind: "required_field", field }) as const),
  ];
}

function responseDifferences({ reads = [] }: Expectation, schema: Fields | undefined): Finding[] {
  if (reads.length === 0) return [];
  if (schema === undefined) return [{ kind: "undescribed", field: bodyFields.response }];
  return reads
    .filter((field) => !field.split("|").some((name) => schema.names.has(name)))
    .map((field) => ({ kind: "missing_response_field", field }));
}

/** One difference as a line for a person. */
export function describeDifference({ kind, method, path, field = "", assumed, instead = [] }: Difference): string {
  const beside = instead.length === 0 ? "" : `; it has ${instead.join(", ")}`;
  const what: { readonly [K in DifferenceKind]: string } = {
    missing_path: `the document has no such path${beside}`,
    missing_method: `the document has no such method${beside}`,
    missing_query: `no query parameter "${field}"`,
    missing_request_field: `the request has no field "${field}", which we send`,
    required_field: `the request requires "${field}", which we do not always send`,
    missing_response_field: `the answer has no field ${field
      .split("|")
      .map((name) => `"${name}"`)
      .join(" or ")}, which we read`,
    undescribed: `the document does not describe the ${field}`,
  };
  return `${method} ${path}: ${what[kind]}${assumed ? " (assumed)" : ""}`;
}
