import { expect, it } from "vitest";
import { resolveSettings } from "../../provider/config";
import { createIssuer } from "../../provider/issuer";

const complete = {
  "fourpay:organizationId": "org-1",
  "fourpay:apiKey": "sk_topsecret",
  "fourpay:baseUrl": "https://x.example",
};
const issuerOf = (stack: Record<string, string>) => createIssuer(resolveSettings({ stack, env: {} }));

it("speaks to the configured tenant", () => {
  expect(issuerOf(complete).tenant).toEqual({ baseUrl: "https://x.example", dialect: "organization", id: "org-1" });
});

it.each([
  ["fourpay:organizationId", "config_missing"],
  ["fourpay:apiKey", "config_missing"],
])("without %s: %s, naming the key and how to set it", (key, code) => {
  const stack = Object.fromEntries(Object.entries(complete).filter(([name]) => name !== key));
  try {
    issuerOf(stack);
    expect.unreachable();
  } catch (error) {
    const { message, hint } = error as { message: string; hint: string };
    expect(error).toMatchObject({ code });
    expect(message).toContain(key);
    expect(hint).toContain(key);
    expect(message + hint).not.toContain("topsecret");
  }
});
