import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Secret } from "../../provider/model/secret";
import { verifyWebhookSignature } from "../../provider/webhookSignature";

const secret = "whsec-planted";
const body = '{"id":"1","status":"active"}';
const good = createHmac("sha256", secret).update(body).digest("hex");

describe("verifyWebhookSignature", () => {
  it("accepts the HMAC-SHA256 of the raw body, as text, bytes and in capitals", () => {
    expect(verifyWebhookSignature(body, good, secret)).toBe(true);
    expect(verifyWebhookSignature(Buffer.from(body), good, new Secret(secret))).toBe(true);
    expect(verifyWebhookSignature(body, ` ${good.toUpperCase()} `, secret)).toBe(true);
  });

  it.each([
    ["another body", `${body} `, good, secret],
    ["another secret", body, good, "whsec-other"],
    ["an empty secret", body, createHmac("sha256", "").update(body).digest("hex"), ""],
    ["no header", body, undefined, secret],
    ["an empty header", body, "", secret],
    ["several headers", body, [good, good], secret],
    ["a signature cut short", body, good.slice(0, 62), secret],
    ["another algorithm", body, createHmac("sha512", secret).update(body).digest("hex"), secret],
    ["no hex", body, "z".repeat(64), secret],
  ])("refuses %s", (_what, text, signature, key) => {
    expect(verifyWebhookSignature(text, signature, key)).toBe(false);
  });
});
