/** Inputs of the webhook configuration: shape and allowed values. */
import { z } from "zod";
import { isLoopback } from "../loopback";
import { hostFields, oneOf, text } from "./fields";

const URL_TEXT = "an https address (plain http to loopback only)";

const address = z.string(URL_TEXT).refine((value) => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}, URL_TEXT);

const event = oneOf(["card_state", "card_transaction", "account_transaction", "account_topup"]);

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
