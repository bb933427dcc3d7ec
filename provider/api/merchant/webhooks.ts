/** Webhooks: one configuration per merchant, and the log of what was delivered. */
import { z } from "zod";
import { defined } from "../../model/defined";
import { isFourpayError } from "../../model/errors";
import { Secret } from "../../model/secret";
import { idOf, read, write } from "../endpoints";
import { readItems } from "../pages";
import { path } from "../paths";
import type { Call, NewWebhookConfig, WebhookConfig } from "../port";
import { id, optional, optionalCount, optionalText, textList } from "../wire";
import { type Merchant, pagesOf } from "./scope";

const NAME = "webhook config";

const wireConfig = z
  .looseObject({
    url: z.string(),
    secret_set: optional(z.boolean()),
    event_types: optional(textList),
    is_active: optional(z.boolean()),
  })
  .transform(
    (wire): WebhookConfig =>
      defined({ url: wire.url, eventTypes: wire.event_types, active: wire.is_active, secretSet: wire.secret_set }),
  );

/** `GET /webhooks/config`; undefined where none is set. */
export async function getWebhookConfig({ transport, root }: Merchant, call: Call): Promise<WebhookConfig | undefined> {
  try {
    return await read(transport, { path: path`${root}/webhooks/config`, name: NAME }, wireConfig, call);
  } catch (error) {
    if (isFourpayError(error, "not_found")) return undefined;
    throw error;
  }
}

/**
 * `PUT /webhooks/config`: creates or replaces the whole of it. Everything is stated but the secret, which is write-only: whether a
 * stored one survives a call without it is not documented.
 */
export async function putWebhookConfig(
  { transport, root }: Merchant,
  { url, secret, eventTypes, active }: NewWebhookConfig,
  call: Call,
): Promise<void> {
  const hidden = secret === undefined || secret instanceof Secret ? secret : new Secret(secret);
  const body = {
    url,
    event_types: eventTypes ?? null,
    is_active: active ?? true,
    ...(hidden !== undefined && { secret: hidden.reveal() }),
  };
  // Addresses of receivers often carry a token, and a complaint may quote them.
  const secrets = [new Secret(url), ...(hidden === undefined ? [] : [hidden])];
  await write(transport, "PUT", { path: path`${root}/webhooks/config`, name: NAME, body, secrets }, call);
}

/** `DELETE /webhooks/config`: deliveries stop at once. */
export function deleteWebhookConfig({ transport, root }: Merchant, call: Call): Promise<void> {
  return write(transport, "DELETE", { path: path`${root}/webhooks/config`, name: NAME }, call);
}

/** One delivery, or the attempts at it. */
export interface WebhookEvent {
  readonly id: string;
  /** `card_transaction`, `account_transaction`, `account_topup`, `card_state`. */
  readonly type: string;
  /** `delivered`, `failed`, `pending`. */
  readonly deliveryStatus: string;
  readonly attempts?: number;
  readonly responseCode?: number;
  readonly error?: string;
  /** What was sent, as the API has it: the object itself, in wire names. */
  readonly payload: unknown;
  readonly createdAt?: string;
}

const wireEvent = z
  .looseObject({
    id,
    event_type: z.string(),
    delivery_status: z.string(),
    delivery_attempts: optionalCount,
    delivery_response_code: optionalCount,
    delivery_error: optionalText,
    payload: z.unknown(),
    created_at: optionalText,
  })
  .transform(
    (wire): WebhookEvent => ({
      payload: wire.payload,
      ...defined({
        id: wire.id,
        type: wire.event_type,
        deliveryStatus: wire.delivery_status,
        attempts: wire.delivery_attempts,
        responseCode: wire.delivery_response_code,
        error: wire.delivery_error,
        createdAt: wire.created_at,
      }),
    }),
  );

/** `GET /webhooks/events`: a bare array, at most 200 a page. */
export function listWebhookEvents(merchant: Merchant, call: Call): AsyncIterable<WebhookEvent> {
  const parts = { path: path`${merchant.root}/webhooks/events`, name: "webhook event" };
  return readItems(pagesOf(merchant, parts, wireEvent, call), idOf, "webhook event");
}
