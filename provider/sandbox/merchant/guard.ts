// Who may call this dialect: the merchant's API token or its JWT. The credential alone decides the tenant.
import type { Dialect, ReadHeader } from "../dialect";
import type { Settings } from "../options";
import { detail, sameSecret } from "../shared/refusals";

function bearerOf(header: ReadHeader): string | undefined {
  const authorization = header("authorization") ?? "";
  return authorization.slice(0, 7).toLowerCase() === "bearer " ? authorization.slice(7) : undefined;
}

export function guard({ apiToken, jwt, apiKey }: Settings): Dialect["guard"] {
  return (header) => {
    // Assumption: where both credentials are sent, the API token decides.
    const token = header("x-api-token");
    const [given, expected] = token === undefined ? [bearerOf(header), jwt] : [token, apiToken];
    if (!given) return detail(401, "Not authenticated");
    if (sameSecret(given, expected)) return undefined;
    // Assumption: an organization's API key is a valid credential that may not act as a merchant.
    return sameSecret(given, apiKey) ? detail(403, "Insufficient permissions") : detail(401, "Invalid credentials");
  };
}
