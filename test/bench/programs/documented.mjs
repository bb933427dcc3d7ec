// (c) The provider a careful reader of the Pulumi documentation writes: a class that the SDK captures, `fetch`, a wait that looks every two
// seconds. One object for all resources, so that it is captured once; connections are kept alive by `fetch` itself; a 429 is waited for.
import * as pulumi from "@pulumi/pulumi";
import { cardsOf } from "../fleet.mjs";

class CardProvider {
  async diff(_id, olds, news) {
    const replaces = ["walletId", "holderId"].filter((key) => olds[key] !== news[key]);
    const changed = olds.name !== news.name || JSON.stringify(olds.limits) !== JSON.stringify(news.limits);
    return { changes: changed || replaces.length > 0, replaces };
  }

  async create(inputs) {
    const { walletId, holderId, name, limits } = inputs;
    const body = { name, cardOwnerId: holderId, cardType: "virtual", limits };
    const { data } = await this.request("POST", `/wallets/${walletId}/instruments`, body);
    const card = await this.waitFor(walletId, data.id, "active");
    return { id: data.id, outs: { ...inputs, status: card.status, maskedNumber: card.maskedNumber } };
  }

  async read(id, props) {
    const { card } = (await this.request("GET", `/wallets/${props.walletId}/instruments/${id}`)).data;
    const { name, limits, status, maskedNumber } = card;
    return { id, props: { ...props, name, limits, status, maskedNumber } };
  }

  async update(id, olds, news) {
    const { walletId, name, limits } = news;
    await this.request("PATCH", `/wallets/${walletId}/instruments/${id}`, { name, limits });
    return { outs: { ...news, status: olds.status, maskedNumber: olds.maskedNumber } };
  }

  async delete(id, { walletId }) {
    await this.request("POST", `/wallets/${walletId}/instruments/${id}/terminate`);
    await this.waitFor(walletId, id, "closed");
  }

  async waitFor(walletId, id, status) {
    for (;;) {
      const { card } = (await this.request("GET", `/wallets/${walletId}/instruments/${id}`)).data;
      if (card.status === status) return card;
      if (card.status === "creating_failed") throw new Error(`Card ${id} could not be created`);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }

  async request(method, path, body) {
    const { FOURPAY_BASE_URL: base, FOURPAY_ORGANIZATION_ID: organization, FOURPAY_API_KEY: key } = process.env;
    for (;;) {
      const response = await fetch(`${base}/api/v2/organizations/${organization}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok) return text === "" ? undefined : JSON.parse(text);
      if (response.status !== 429) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get("retry-after") ?? 1)));
    }
  }
}

const provider = new CardProvider();

class DocumentedCard extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    super(provider, name, { status: undefined, maskedNumber: undefined, ...inputs }, undefined, "bench", "Card");
  }
}

export function declare({ count, changed, walletId }) {
  for (const { key, holderId, limits } of cardsOf(count, changed)) {
    const wireLimits = { daily_limit: limits.daily, monthly_limit: limits.monthly };
    new DocumentedCard(key, { walletId, holderId, name: key, limits: wireLimits });
  }
}
