// The organization dialect: everything below `/api/v2/organizations/{org_id}`, over the neutral store.
import type { Call, Dialect } from "../dialect";
import type { Settings } from "../options";
import type { Store } from "../store/store";
import { binOptionRoutes } from "./binOptions";
import { depositRoutes } from "./deposits";
import { holderRoutes } from "./holders";
import { instrumentActionRoutes } from "./instrumentActions";
import { instrumentRoutes } from "./instruments";
import { operationRoutes } from "./operations";
import { explain, guard } from "./refusals";
import { walletRoutes } from "./wallets";

/** The name in the body of an issue, or of the card in the path. */
function subject(store: Store, { params, body }: Call): string | undefined {
  const addressed = store.cards.get((params.instrument_id ?? "").toLowerCase());
  if (addressed) return addressed.name;
  if (body.kind !== "json" || typeof body.value !== "object" || body.value === null) return undefined;
  const name: unknown = Reflect.get(body.value, "name");
  return typeof name === "string" ? name : undefined;
}

export function organizationDialect(store: Store, settings: Settings): Dialect {
  return {
    prefix: "/api/v2/organizations/{org_id}",
    routes: [
      ...holderRoutes(store),
      ...walletRoutes(store),
      ...binOptionRoutes(store),
      ...depositRoutes(store),
      ...instrumentRoutes(store),
      ...instrumentActionRoutes(store),
      ...operationRoutes(store),
    ],
    guard: guard(settings),
    explain: explain(settings),
    subject: (call) => subject(store, call),
  };
}
