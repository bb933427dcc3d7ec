// What somebody needs to use this sandbox, told to the page once. A key of the user's own stays where it was given.
import { resolveOptions, type Settings } from "../options";

export interface Greeting {
  baseUrl: string;
  organizationId: string;
  /** Only the key every sandbox has is told; null for any other. */
  apiKey: string | null;
  /** The same for the merchant dialect. */
  apiToken: string | null;
}

export function greet(baseUrl: string, { organizationId, apiKey, apiToken }: Settings): Greeting {
  const known = resolveOptions({});
  return {
    baseUrl,
    organizationId,
    apiKey: apiKey === known.apiKey ? apiKey : null,
    apiToken: apiToken === known.apiToken ? apiToken : null,
  };
}
