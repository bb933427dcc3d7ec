// Webhook endpoints: the configuration, which never shows its secret, and the log of events.
import { z } from "zod";
import { showTime } from "../shared/fields";
import { unknownObject } from "../store/rejection";
import type { Store } from "../store/store";
import { documented } from "./documentation";
import { type Endpoint, endpoint } from "./endpoint";
import { cut, pageOf, shown } from "./fields";
import type { WebhookBoard, WebhookConfig, WebhookEvent } from "./webhookBoard";
import { isLoopback } from "./webhookDelivery";
import { eventTypes } from "./webhookEvents";

// Plain http is accepted towards this machine only, where there is nobody to listen in.
const address = documented(z.string().max(2048), { format: "uri" }).superRefine((text, context) => {
  const refuse = (message: string, type: string) =>
    context.addIssue({ code: "custom", message, params: { type }, input: text });
  if (!URL.canParse(text)) return refuse("invalid URL", "value_error.url");
  const { protocol } = new URL(text);
  if (protocol === "https:" || (protocol === "http:" && isLoopback(text))) return;
  refuse("URL must use https", "value_error.url.scheme");
});

const configBody = z.object({
  url: address,
  // Assumption: null and an absent secret are the same.
  secret: z.string().min(1).nullish(),
  event_types: z.array(z.enum(eventTypes)).nullish(),
  is_active: z.boolean().default(true),
});

const config = documented(
  z.object({
    url: z.string(),
    secret_set: z.boolean(),
    event_types: z.array(z.enum(eventTypes)).nullable(),
    is_active: z.boolean(),
  }),
  { id: "WebhookConfig" },
);

const event = documented(
  z.object({
    id: z.string(),
    event_type: z.enum(eventTypes),
    delivery_status: z.enum(["delivered", "failed", "pending"]),
    delivery_attempts: z.int(),
    delivery_response_code: z.int().nullable(),
    delivery_error: z.string().nullable(),
    payload: z.record(z.string(), z.unknown()),
    created_at: shown.moment,
  }),
  { id: "WebhookEvent" },
);

const showConfig = ({ url, secret, eventTypes: types, active }: WebhookConfig): z.output<typeof config> => ({
  url,
  secret_set: secret !== undefined,
  event_types: types && [...types],
  is_active: active,
});

const showEvent = ({ id, type, status, attempts, last, payload, createdAt }: WebhookEvent): z.output<typeof event> => ({
  id,
  event_type: type,
  delivery_status: status,
  delivery_attempts: attempts,
  delivery_response_code: last.code,
  delivery_error: last.error,
  payload,
  created_at: showTime(createdAt),
});

export function webhookEndpoints(store: Store, board: WebhookBoard): Endpoint[] {
  const template = "/webhooks/config";
  function current(): WebhookConfig {
    if (!board.config || board.visibleAt > store.now()) throw unknownObject("Webhook configuration");
    return board.config;
  }
  return [
    endpoint({
      method: "GET",
      template,
      summary: "The webhook configuration",
      write: false,
      refusals: [404],
      answer: config,
      handle: () => showConfig(current()),
    }),
    endpoint({
      method: "PUT",
      template,
      summary: "Create or replace the webhook configuration",
      write: true,
      creates: "other",
      body: configBody,
      answer: config,
      handle({ body: { url, secret, event_types, is_active }, fate: { hiddenMs = 0 } }) {
        const kept = store.settings.behaviour.webhookSecretOnPut === "keep" ? board.config?.secret : undefined;
        const next = { url, secret: secret ?? kept, eventTypes: event_types ?? null, active: is_active };
        board.configure(next, store.now() + hiddenMs);
        return showConfig(next);
      },
    }),
    endpoint({
      method: "DELETE",
      template,
      summary: "Stop webhooks",
      write: true,
      refusals: [404],
      // Assumption: deleting what is not there is 404, as reading it is.
      handle() {
        current();
        board.configure(undefined);
      },
    }),
    endpoint({
      method: "GET",
      template: "/webhooks/events",
      summary: "The log of events",
      write: false,
      query: z.object(pageOf(50, 200)),
      answer: z.array(event),
      handle: ({ query }) => cut(board.events(), query).map(showEvent),
    }),
  ];
}
