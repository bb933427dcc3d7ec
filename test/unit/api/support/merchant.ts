import { createMerchantClient, type MerchantClient } from "../../../../provider/api/merchant/client";
import { merchantHints } from "../../../../provider/api/merchant/hints";
import { createMerchantIssuer } from "../../../../provider/api/merchant/issuer";
import { Pacer } from "../../../../provider/api/pacing";
import type { CardIssuer } from "../../../../provider/api/port";
import { type Credential, Transport } from "../../../../provider/api/transport";
import { Secret } from "../../../../provider/model/secret";
import { InstantClock } from "./clock";
import { json, type Reply, type Seen, serve } from "./server";

export const TOKEN = "tok_test_planted_token";

export interface Setup {
  readonly client: MerchantClient;
  readonly issuer: CardIssuer;
  readonly seen: Seen[];
  readonly url: string;
}

/** Client and issuer against a server with these replies. */
export async function against(
  replies: Reply[],
  use: (setup: Setup) => Promise<void>,
  scheme: Credential["scheme"] = "apiToken",
): Promise<void> {
  const server = await serve(...replies);
  const clock = new InstantClock();
  const transport = new Transport({
    baseUrl: server.url,
    credential: { scheme, secret: new Secret(TOKEN) },
    hints: merchantHints(scheme),
    clock,
    random: () => 0.5,
    pacer: new Pacer(clock),
  });
  try {
    await use({
      client: createMerchantClient(transport),
      issuer: createMerchantIssuer({ transport }),
      seen: server.seen,
      url: server.url,
    });
  } finally {
    await transport.close();
    await server.close();
  }
}

export const items = (...list: unknown[]): Reply => json(200, { items: list });

export const total = (...list: unknown[]): Reply => json(200, { items: list, total: list.length });

/** An honest list of that many objects, by limit and offset. */
export function paged(all: readonly unknown[], withTotal: boolean): Reply {
  return (request, response) => {
    const query = Object.fromEntries(request.query);
    const [offset, limit] = [Number(query.offset), Number(query.limit)];
    const page = all.slice(offset, offset + limit);
    json(200, { items: page, ...(withTotal && { total: all.length }) })(request, response);
  };
}

/** Each request answered by its path below the root. */
export function routes(table: Readonly<Record<string, Reply>>): Reply {
  return (request, response) => {
    const reply = table[`${request.method} ${request.path.replace("/api/v2", "")}`];
    (reply ?? json(404, { detail: "no such route" }))(request, response);
  };
}
