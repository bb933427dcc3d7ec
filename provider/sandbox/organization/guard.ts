// Who may call this dialect.
import { z } from "zod";
import type { Dialect } from "../dialect";
import type { Settings } from "../options";
import { detail, sameSecret } from "../shared/refusals";
import { check } from "../shared/validation";

export function guard({ apiKey, organizationId }: Settings): Dialect["guard"] {
  const organization = z.object({ org_id: z.guid() });
  return (header, params) => {
    const authorization = header("authorization");
    if (!authorization) return detail(401, "Not authenticated");
    const [scheme, key] = [authorization.slice(0, 7), authorization.slice(7)];
    if (scheme.toLowerCase() !== "bearer " || !sameSecret(key, apiKey)) return detail(401, "Invalid API key");
    const { org_id } = check("path", organization, { org_id: params.org_id });
    // Assumption: a valid key used on another organization is forbidden, whether that organization exists or not.
    return org_id.toLowerCase() === organizationId ? undefined : detail(403, "No access to this organization");
  };
}
