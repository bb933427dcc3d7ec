// The organization dialect: everything below `/api/v2/organizations/{org_id}`, over the neutral store.
import type { Dialect } from "../dialect";
import type { Settings } from "../options";
import { explain } from "../shared/refusals";
import { subject } from "../shared/subject";
import type { Store } from "../store/store";
import { binOptionRoutes } from "./binOptions";
import { depositRoutes } from "./deposits";
import { guard } from "./guard";
import { holderRoutes } from "./holders";
import { instrumentActionRoutes } from "./instrumentActions";
import { instrumentRoutes } from "./instruments";
import { wirePath } from "./names";
import { operationRoutes } from "./operations";
import { walletRoutes } from "./wallets";

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
    explain: explain(settings, { path: wirePath, message: (text) => text }),
    subject: ({ params, body }) => subject(store, params.instrument_id, body),
  };
}
