// What goes wrong on the wire, for the next request or requests of one route.

import type { Dialect } from "../../../provider/api/port";
import type { FaultSpec } from "../../../provider/sandbox";
import { MERCHANT_ROUTES, ROUTES } from "../../support/lifecycleWorld";
import fc from "../../support/properties";
import { type Command, command } from "./command";

const READS = {
  organization: [
    "GET /wallets",
    "GET /wallets/{wallet_id}",
    "GET /wallets/{wallet_id}/instruments",
    "GET /wallets/{wallet_id}/instruments/{instrument_id}",
    "GET /holders/{holder_id}",
    "GET /instruments/operations",
  ],
  merchant: [
    "GET /accounts/{account_uuid}",
    "GET /accounts/{account_uuid}/cards",
    "GET /accounts/{account_uuid}/cards/{card_uuid}",
    "GET /cardholders/{card_owner_id}",
    "GET /cardholders/{card_owner_id}/cards",
    "GET /transactions/cards",
  ],
} as const;

/** A 4xx before is the API's own refusal; a 5xx after means: processed, and the caller is told otherwise. */
const kinds: fc.Arbitrary<FaultSpec> = fc.oneof(
  fc.constantFrom<FaultSpec>(
    { kind: "refuse-before" },
    { kind: "drop-after-commit" },
    { kind: "truncate-body" },
    { kind: "garbage-body" },
    { kind: "empty-201" },
    { kind: "slow", ms: 2 },
  ),
  fc.constantFrom(400, 403, 422, 500, 502, 503).map((status): FaultSpec => ({ kind: "status-before", status })),
  fc.constantFrom(500, 502, 503, 504).map((status): FaultSpec => ({ kind: "status-after-commit", status })),
  fc.constantFrom<FaultSpec>({ kind: "rate-limit" }, { kind: "rate-limit", retryAfterSeconds: 2 }),
);

/** Fates of a card that is being issued. It can be seen late, but not later than a person needs to start the next run. */
const fates = fc.constantFrom<FaultSpec>(
  { kind: "creating-failed" },
  { kind: "stuck" },
  { kind: "not-found-after-create", ms: 5_000 },
);

export function mishaps(dialect: Dialect): fc.Arbitrary<Command> {
  const routes = dialect === "merchant" ? MERCHANT_ROUTES : ROUTES;
  const writes = fc.constantFrom<string>(...Object.values(routes), routes.issue, routes.fund, routes.close);
  const reads = fc.constantFrom<string>(...READS[dialect]);
  const times = fc.constantFrom(1, 1, 1, 2, 7);
  const onWire = fc.tuple(fc.oneof(writes, writes, reads), kinds, times);
  return fc
    .oneof(
      { weight: 5, arbitrary: onWire },
      { weight: 2, arbitrary: fc.tuple(fc.constant<string>(routes.issue), fates, times) },
    )
    .map(([route, fault, count]) =>
      command(`next ${count}x ${route}: ${JSON.stringify(fault)}`, (_model, { world }) => {
        world.sandbox.faults.add({ ...fault, match: { route, times: count } } as FaultSpec);
      }),
    );
}
