/** For receivers of webhooks: whether a delivery was signed with the secret of the configuration. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { Secret } from "./model/secret";

/** The header that carries the signature checked here. */
export const WEBHOOK_SIGNATURE_HEADER = "x-webhook-signature";

const HEX_SHA256 = /^[0-9a-f]{64}$/i;

/**
 * Checks `X-Webhook-Signature`: the hex HMAC-SHA256 of the raw body under the webhook secret, compared in constant time.
 *
 * Give the body exactly as it arrived, before any JSON parsing. A missing or malformed header is `false`, never an exception.
 *
 * The documentation contradicts itself: its overview describes this header and algorithm, its event pages another header
 * (`api-notification-sign`, SHA-512) that is also sent without a secret, made with a key nobody outside holds. Only this one proves anything.
 */
export function verifyWebhookSignature(
  rawBody: string | Uint8Array,
  signature: string | readonly string[] | undefined | null,
  secret: string | Secret,
): boolean {
  const given = typeof signature === "string" ? signature.trim() : undefined;
  const key = secret instanceof Secret ? secret.reveal() : secret;
  if (given === undefined || key === "" || !HEX_SHA256.test(given)) return false;
  const expected = createHmac("sha256", key).update(rawBody).digest();
  return timingSafeEqual(Buffer.from(given, "hex"), expected);
}
