// The merchant dialect: everything below `/api/v2` whose tenant is decided by the credential, over the same store as the organization's.
import type { Dialect } from "../dialect";
import type { Settings } from "../options";
import { explain } from "../shared/refusals";
import { subject } from "../shared/subject";
import type { Store } from "../store/store";
import { accountEndpoints } from "./accounts";
import { cardActionEndpoints } from "./cardActions";
import { cardholderEndpoints } from "./cardholders";
import { cardEndpoints } from "./cards";
import type { Endpoint } from "./endpoint";
import { guard } from "./guard";
import { wording } from "./names";
import { openApiDocument } from "./openApi";
import { transactionEndpoints } from "./transactions";
import { transferEndpoints } from "./transfers";
import { WebhookBoard } from "./webhookBoard";
import { webhookEndpoints } from "./webhooks";

const prefix = "/api/v2";

/** Assumption: the document is open to everybody, because it holds nothing of a merchant's. */
function documentDialect(endpoints: readonly Endpoint[]): Dialect {
  let document: unknown;
  return {
    prefix: "/api",
    routes: [
      {
        method: "GET",
        template: "/openapi.json",
        write: false,
        handle() {
          document ??= openApiDocument(prefix, endpoints);
          return { status: 200, body: document };
        },
      },
    ],
    guard: () => undefined,
    explain: () => undefined,
    subject: () => undefined,
  };
}

export function merchantDialects(store: Store, settings: Settings): Dialect[] {
  const board = new WebhookBoard(store, settings);
  const endpoints = [
    ...accountEndpoints(store),
    ...transferEndpoints(store),
    ...cardholderEndpoints(store),
    ...cardEndpoints(store),
    ...cardActionEndpoints(store),
    ...transactionEndpoints(store),
    ...webhookEndpoints(store, board),
  ];
  const dialect: Dialect = {
    prefix,
    routes: endpoints.map(({ route }) => route),
    guard: guard(settings),
    explain: explain(settings, wording),
    subject: ({ params, body }) => subject(store, params.card_uuid, body),
    background: board,
  };
  return [dialect, documentDialect(endpoints)];
}
