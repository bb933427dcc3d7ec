// Card endpoints that issue and show a card; changing one exists only where a switch says so.
import { z } from "zod";
import { admits } from "../shared/fields";
import { changeCard } from "../store/cards";
import { cardStatuses } from "../store/entities";
import { isVisible } from "../store/find";
import { issueCard } from "../store/issuing";
import { SandboxRejection } from "../store/rejection";
import type { Store } from "../store/store";
import { countCards } from "./accountWire";
import { issueBody, readLimits, toRequest, updateBody } from "./cardBodies";
import { cardDetails, secrets, showCard, showSecrets } from "./cardWire";
import { type Endpoint, endpoint } from "./endpoint";
import { commaSeparated, cut, items, page, shown } from "./fields";
import { accountOf, cardOf } from "./lookup";

const collection = "/accounts/{account_uuid}/cards";
const single = `${collection}/{card_uuid}`;

export function cardEndpoints(store: Store): Endpoint[] {
  const { behaviour } = store.settings;
  // Assumption: a card can be changed neither in name nor in limits; where it can, the other dialect's update is the model.
  const update = endpoint({
    method: "PATCH",
    template: single,
    summary: "Change name or limits",
    write: true,
    body: updateBody,
    handle({ params, body: { name, limits } }) {
      const change = { ...(name !== undefined && { name }), ...(limits && { limits: readLimits(limits) }) };
      changeCard(store, cardOf(store, params), change);
    },
  });

  return [
    endpoint({
      method: "POST",
      template: collection,
      summary: "Issue a card",
      write: true,
      creates: "card",
      status: 201,
      refusals: [400],
      body: issueBody,
      // Assumption: the answer is the id and nothing else.
      answer: z.object({ id: shown.id }),
      handle({ params, body, fate }) {
        const wallet = accountOf(store, params);
        // Assumption: the ceiling of the restrictions counts every card there ever was.
        if (countCards(store, wallet) >= behaviour.merchantMaxCards) {
          throw new SandboxRejection("state", "wallet has the maximum number of cards");
        }
        return { id: issueCard(store, wallet, toRequest(body), fate).id };
      },
    }),
    endpoint({
      method: "GET",
      template: collection,
      summary: "List the cards of an account",
      write: false,
      // Assumption: the list has the usual pages and can be filtered by status.
      query: z.object({ ...page, statuses: commaSeparated(cardStatuses) }),
      answer: items(cardDetails),
      handle({ params, query }) {
        const all = [...(store.cardsOf.get(accountOf(store, params).id) ?? [])].reverse();
        const cards = all.filter((card) => isVisible(store, card) && admits(query.statuses, card.status));
        return { items: cut(cards, query).map((card) => showCard(store, card)) };
      },
    }),
    endpoint({
      method: "GET",
      template: single,
      summary: "Card details",
      write: false,
      answer: cardDetails,
      handle: ({ params }) => showCard(store, cardOf(store, params)),
    }),
    endpoint({
      method: "GET",
      template: `${single}/sensitive`,
      summary: "Card number and security code",
      write: false,
      answer: secrets,
      handle({ params }) {
        const card = cardOf(store, params);
        // Assumption: a card that never came to life has no number to show.
        if (card.status === "creating" || card.status === "creating_failed") {
          throw new SandboxRejection("state", `card is ${card.status} and has no credentials`);
        }
        return showSecrets(store, card);
      },
    }),
    ...(behaviour.merchantCardUpdate === "patch" ? [update] : []),
  ];
}
