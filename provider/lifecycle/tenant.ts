/** Refuses to use recorded state against another tenant, before any request: there the object would merely look gone. */
import type { Tenant } from "../api/port";
import { FourpayError } from "../model/errors";
import { isLoopback } from "../model/loopback";
import type { State } from "./operation";

export function assertSameTenant(state: State, tenant: Tenant): void {
  if (belongsTo(state, tenant)) return;
  const { baseUrl, dialect, tenant: recorded } = state;
  throw new FourpayError(
    "tenant_mismatch",
    `This resource belongs to ${String(dialect)} ${String(recorded)} at ${String(baseUrl)}, but the configuration names ${tenant.dialect} ${tenant.id} at ${tenant.baseUrl}. Nothing was requested.`,
    {
      hint: "Restore the configuration (fourpay:organizationId, fourpay:baseUrl, fourpay:dialect), or give the resource the provider it was made with.",
    },
  );
}

/** Whether the state may be used against this tenant; state that records none, as older versions wrote it, may. */
export function belongsTo(state: State, tenant: Tenant): boolean {
  const { baseUrl, dialect, tenant: recorded } = state;
  if (recorded === undefined && baseUrl === undefined) return true;
  return recorded === tenant.id && dialect === tenant.dialect && sameHost(baseUrl, tenant.baseUrl);
}

/** A sandbox may come back on another port of the same machine; any other change of address is a change of tenant. */
function sameHost(recorded: unknown, configured: string): boolean {
  if (recorded === configured) return true;
  if (typeof recorded !== "string" || !URL.canParse(recorded)) return false;
  return isLoopback(new URL(recorded).hostname) && isLoopback(new URL(configured).hostname);
}
