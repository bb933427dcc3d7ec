// Card endpoints that issue, show and change a card.
import { z } from "zod";
import type { Route } from "../dialect";
import { admits, optional, uuid } from "../shared/fields";
import { readBody } from "../shared/validation";
import { changeCard } from "../store/cards";
import { cardStatuses, cardTypes } from "../store/entities";
import { isVisible } from "../store/find";
import { type IssueRequest, issueCard } from "../store/issuing";
import { SandboxRejection } from "../store/rejection";
import type { Store } from "../store/store";
import { showCard, showCardDetails, showCredentials } from "./cardWire";
import { limitsBody, readLimits, refuseEmpty } from "./limitsBody";
import { accepted, data, paged, sorted } from "./pages";
import { cardOf, walletOf } from "./paths";
import { readChoices, readPage, readSorting, readTimes } from "./query";

// Assumption: a card name has 1 to 255 characters and need not be unique.
const name = z.string().min(1).max(255);

const issueBody = z.object({
  name,
  cardOwnerId: z.string().min(1),
  cardType: z.enum(cardTypes),
  limits: limitsBody,
  cardProviderBinId: optional(uuid),
  binCategoryId: optional(uuid),
  currency: optional(z.string().regex(/^[A-Z]{3}$/)),
});

const updateBody = z.object({ name: optional(name), limits: optional(limitsBody) });

function toRequest(body: z.output<typeof issueBody>): IssueRequest {
  return {
    name: body.name,
    holderId: body.cardOwnerId,
    type: body.cardType,
    limits: readLimits(body.limits),
    ...(body.cardProviderBinId !== undefined && { binId: body.cardProviderBinId }),
    ...(body.binCategoryId !== undefined && { binCategoryId: body.binCategoryId }),
    ...(body.currency !== undefined && { currency: body.currency }),
  };
}

export function instrumentRoutes(store: Store): Route[] {
  const { behaviour } = store.settings;
  return [
    {
      method: "POST",
      template: "/wallets/{wallet_id}/instruments",
      write: true,
      creates: "card",
      handle(call) {
        const wallet = walletOf(store, call);
        const request = toRequest(readBody(call, issueBody));
        if (behaviour.emptyLimits === "reject") refuseEmpty(request.limits);
        return data({ id: issueCard(store, wallet, request, call.fate).id }, 201);
      },
    },
    {
      method: "GET",
      template: "/wallets/{wallet_id}/instruments",
      write: false,
      handle(call) {
        const wallet = walletOf(store, call);
        const page = readPage(call, behaviour);
        const statuses = readChoices(call, "statuses", cardStatuses);
        const inTime = readTimes(call);
        const sorting = readSorting(call, ["name", "status"]);
        const cards = (store.cardsOf.get(wallet.id) ?? []).filter(
          (card) => isVisible(store, card) && admits(statuses, card.status) && inTime(card.createdAt),
        );
        const ordered = sorted(cards, sorting, (card, field) => card[field]);
        return paged(ordered, page, (card) => showCard(store, card));
      },
    },
    {
      method: "GET",
      template: "/wallets/{wallet_id}/instruments/{instrument_id}",
      write: false,
      handle: (call) => data(showCardDetails(store, cardOf(store, call))),
    },
    {
      method: "PATCH",
      template: "/wallets/{wallet_id}/instruments/{instrument_id}",
      write: true,
      // Assumption: answered with 204 like every other update, also when it names nothing to change.
      handle(call) {
        const card = cardOf(store, call);
        const body = readBody(call, updateBody);
        const limits = body.limits && readLimits(body.limits);
        if (limits && behaviour.limitsPatch === "replace" && behaviour.emptyLimits === "reject") refuseEmpty(limits);
        changeCard(store, card, { ...(body.name !== undefined && { name: body.name }), ...(limits && { limits }) });
        return accepted;
      },
    },
    {
      method: "GET",
      template: "/wallets/{wallet_id}/instruments/{instrument_id}/credentials",
      write: false,
      handle(call) {
        const card = cardOf(store, call);
        // Assumption: a card that never came to life has no number to show.
        if (card.status === "creating" || card.status === "creating_failed") {
          throw new SandboxRejection("state", `card is ${card.status} and has no credentials`);
        }
        return data(showCredentials(store, card));
      },
    },
  ];
}
