/** Inputs of the webhook configuration: shape and allowed values. */
import { z } from "zod";
import { hostFields, text } from "./fields";

const WEBHOOK_EVENTS = ["card_state", "card_transaction", "account_transaction", "account_topup"] as const;

const URL_TEXT = "an https address (plain http to loopback only)";
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const address = z.string(URL_TEXT).refine((value) => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}, URL_TEXT);

const event = z.enum(WEBHOOK_EVENTS, `one of ${WEBHOOK_EVENTS.map((name) => `"${name}"`).join(", ")}`);

export const webhookInputs = z.strictObject({
  url: address,
  secret: text("a secret of 1 to 255 characters").optional(),
  eventTypes: z
    .array(event, "a list of event types")
    .nonempty("at least one event type, or none at all for every event")
    .optional(),
  active: z.boolean("true or false").optional(),
  adopt: z.literal(true, "true").optional(),
  ...hostFields,
});

export type WebhookInputs = z.infer<typeof webhookInputs>;
