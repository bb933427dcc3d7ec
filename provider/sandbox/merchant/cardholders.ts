// Cardholder endpoints: created under an account with mixed names, read everywhere in camel case. There is no change and no delete.
import { z } from "zod";
import { optional } from "../shared/fields";
import type { Holder } from "../store/entities";
import { findHolder, isVisible, visibleHolders } from "../store/find";
import { registerHolder } from "../store/holders";
import type { Store } from "../store/store";
import { holderCard, showHolderCard } from "./cardWire";
import { documented } from "./documentation";
import { type Endpoint, endpoint } from "./endpoint";
import { cut, items, page } from "./fields";
import { accountOf } from "./lookup";

const name = z.string().min(1).max(255);

const createBody = z.object({
  cardOwnerId: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[a-zA-Z0-9-]+$/),
  first_name: name,
  last_name: name,
  email: z.email(),
  phone: optional(z.string().min(1).max(50)),
});

const cardholder = documented(
  z.object({
    cardOwnerId: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    address: z.null(),
  }),
  { id: "Cardholder" },
);

/** Assumption: nobody can set an address through this API, so it is always null. */
function showCardholder({ id, firstName, lastName, email, phone }: Holder): z.output<typeof cardholder> {
  return { cardOwnerId: id, firstName, lastName, email, phone: phone ?? null, address: null };
}

const list = z.object({ items: z.array(cardholder), total: z.int() });

export function cardholderEndpoints(store: Store): Endpoint[] {
  const newestFirst = () => visibleHolders(store).reverse();
  const show = (holders: readonly Holder[], query: { limit: number; offset: number }) => ({
    items: cut(holders, query).map(showCardholder),
    total: holders.length,
  });

  return [
    endpoint({
      method: "POST",
      template: "/accounts/{account_uuid}/cardholders",
      summary: "Create a cardholder",
      write: true,
      creates: "other",
      status: 201,
      body: createBody,
      answer: cardholder,
      // Assumption: the id is unique for the whole merchant, not per account.
      handle({ params, body, fate }) {
        const { id: walletId } = accountOf(store, params);
        const { cardOwnerId: id, first_name: firstName, last_name: lastName, email, phone } = body;
        const person = { id, firstName, lastName, email, walletId, ...(phone !== undefined && { phone }) };
        return showCardholder(registerHolder(store, person, fate));
      },
    }),
    endpoint({
      method: "GET",
      template: "/accounts/{account_uuid}/cardholders",
      summary: "List the cardholders of an account",
      write: false,
      query: z.object(page),
      answer: list,
      // Assumption: whoever holds a card of the account is listed too, wherever they were created.
      handle({ params, query }) {
        const { id } = accountOf(store, params);
        const owners = new Set((store.cardsOf.get(id) ?? []).map((card) => card.holderId));
        return show(
          newestFirst().filter((holder) => holder.walletId === id || owners.has(holder.id)),
          query,
        );
      },
    }),
    endpoint({
      method: "GET",
      template: "/cardholders",
      summary: "List all cardholders",
      write: false,
      query: z.object(page),
      answer: list,
      handle: ({ query }) => show(newestFirst(), query),
    }),
    endpoint({
      method: "GET",
      template: "/cardholders/{card_owner_id}",
      summary: "One cardholder",
      write: false,
      answer: cardholder,
      handle: ({ params }) => showCardholder(findHolder(store, params.card_owner_id ?? "")),
    }),
    endpoint({
      method: "GET",
      template: "/cardholders/{card_owner_id}/cards",
      summary: "The cards of a cardholder in all accounts",
      write: false,
      // Assumption: this list has pages like the others.
      query: z.object(page),
      answer: items(holderCard),
      handle({ params, query }) {
        const { id } = findHolder(store, params.card_owner_id ?? "");
        const cards = [...store.cards.values()].reverse();
        const own = cards.filter((card) => card.holderId === id && isVisible(store, card));
        return { items: cut(own, query).map((card) => showHolderCard(store, card)) };
      },
    }),
  ];
}
