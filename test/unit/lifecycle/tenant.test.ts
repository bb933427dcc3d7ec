import { expect, it } from "vitest";
import type { Tenant } from "../../../provider/api/port";
import { assertSameTenant } from "../../../provider/lifecycle/tenant";

const tenant: Tenant = { baseUrl: "https://api.4pay.cc", dialect: "organization", id: "org-1" };
const recorded = { baseUrl: tenant.baseUrl, dialect: "organization", tenant: "org-1" };
const local: Tenant = { ...tenant, baseUrl: "http://127.0.0.1:8080" };

it.each<[string, object, Tenant]>([
  ["nothing recorded yet", {}, tenant],
  ["the very same", recorded, tenant],
  ["a sandbox on another port", { ...recorded, baseUrl: "http://127.0.0.1:1234" }, local],
  ["a sandbox under another local name", { ...recorded, baseUrl: "http://localhost:1234" }, local],
])("accepts %s", (_, state, configured) => {
  expect(() => assertSameTenant(state as Record<string, unknown>, configured)).not.toThrow();
});

it.each<[string, object, Tenant]>([
  ["another organization", { ...recorded, tenant: "org-2" }, tenant],
  ["another dialect", { ...recorded, dialect: "merchant" }, tenant],
  ["another address", { ...recorded, baseUrl: "https://api.example.com" }, tenant],
  ["a move from the sandbox to the real thing", { ...recorded, baseUrl: "http://127.0.0.1:1" }, tenant],
  ["a move from the real thing to the sandbox", recorded, local],
  ["another organization of a sandbox", { ...recorded, baseUrl: "http://127.0.0.1:1", tenant: "org-2" }, local],
  ["a record without the organization", { baseUrl: tenant.baseUrl, dialect: "organization" }, tenant],
  ["a record that is no address", { ...recorded, baseUrl: "nonsense" }, tenant],
])("refuses %s", (_, state, configured) => {
  expect(() => assertSameTenant(state as Record<string, unknown>, configured)).toThrow(
    expect.objectContaining({ code: "tenant_mismatch" }),
  );
});
