import { createOrganizationClient, type OrganizationClient } from "../../../../provider/api/organization/client";
import { createOrganizationIssuer } from "../../../../provider/api/organization/issuer";
import { Pacer } from "../../../../provider/api/pacing";
import type { CardIssuer } from "../../../../provider/api/port";
import { Transport } from "../../../../provider/api/transport";
import { Secret } from "../../../../provider/model/secret";
import { InstantClock } from "./clock";
import { json, noContent, type Reply, type Seen, serve } from "./server";

export const ORG = "11111111-1111-4111-8111-111111111111";
export const ROOT = `/api/v2/organizations/${ORG}`;
export const KEY = "sk_test_planted_key";

export interface Setup {
  readonly client: OrganizationClient;
  readonly issuer: CardIssuer;
  readonly seen: Seen[];
  readonly url: string;
}

/** Client and issuer against a server with these replies. */
export async function against(replies: Reply[], use: (setup: Setup) => Promise<void>): Promise<void> {
  const server = await serve(...replies);
  const clock = new InstantClock();
  const transport = new Transport({
    baseUrl: server.url,
    credential: { scheme: "bearer", secret: new Secret(KEY) },
    clock,
    random: () => 0.5,
    pacer: new Pacer(clock),
  });
  try {
    await use({
      client: createOrganizationClient(transport, ORG),
      issuer: createOrganizationIssuer({ transport, organizationId: ORG }),
      seen: server.seen,
      url: server.url,
    });
  } finally {
    await transport.close();
    await server.close();
  }
}

export const data = (value: unknown, status = 200): Reply => json(status, { data: value });

export const list = (...items: unknown[]): Reply =>
  json(200, { data: items, pagination: { currentPage: 1, pages: 1, quantity: 100, totalQuantity: items.length } });

export { noContent };
