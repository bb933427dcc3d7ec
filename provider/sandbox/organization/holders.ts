// Holder endpoints: create, list, read, change. There is no delete.
import { z } from "zod";
import type { Route } from "../dialect";
import { optional } from "../shared/fields";
import { readBody } from "../shared/validation";
import type { Holder } from "../store/entities";
import { findHolder, visibleHolders } from "../store/find";
import { changeHolder, type HolderChange, registerHolder } from "../store/holders";
import type { Store } from "../store/store";
import { accepted, data, newestFirst, paged } from "./pages";
import { readPage } from "./query";

const name = z.string().min(1).max(255);
const phone = optional(z.string().min(1).max(50));

const createBody = z.object({
  // Assumption: the charset one page of the documentation gives holds everywhere, up to 255 characters.
  cardOwnerId: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[a-zA-Z0-9-]+$/),
  firstName: name,
  lastName: name,
  email: z.email(),
  phone,
});

// Assumption: null in an update changes nothing; a phone cannot be cleared.
const updateBody = z.object({
  firstName: optional(name),
  lastName: optional(name),
  email: optional(z.email()),
  phone,
});

function showHolder({ id, firstName, lastName, email, phone }: Holder): Record<string, unknown> {
  return { cardOwnerId: id, firstName, lastName, email, ...(phone !== undefined && { phone }) };
}

/** Assumption: nobody can set an address through this API, so it is always empty. */
const address = { postalCode: null, city: null, addressLine1: null, addressLine2: null };

export function holderRoutes(store: Store): Route[] {
  return [
    {
      method: "POST",
      template: "/holders",
      write: true,
      creates: "other",
      handle(call) {
        const { cardOwnerId: id, phone, ...rest } = readBody(call, createBody);
        const holder = { id, ...rest, ...(phone !== undefined && { phone }) };
        return data(showHolder(registerHolder(store, holder, call.fate)), 201);
      },
    },
    {
      method: "GET",
      template: "/holders",
      write: false,
      handle(call) {
        const page = readPage(call, store.settings.behaviour);
        return paged(newestFirst(visibleHolders(store)), page, showHolder);
      },
    },
    {
      method: "GET",
      template: "/holders/{holder_id}",
      write: false,
      handle: ({ params }) => data({ ...showHolder(findHolder(store, params.holder_id ?? "")), address }),
    },
    {
      method: "PATCH",
      template: "/holders/{holder_id}",
      write: true,
      handle(call) {
        const id = findHolder(store, call.params.holder_id ?? "").id;
        const change: HolderChange = {};
        const { firstName, lastName, email, phone } = readBody(call, updateBody);
        if (firstName !== undefined) change.firstName = firstName;
        if (lastName !== undefined) change.lastName = lastName;
        if (email !== undefined) change.email = email;
        if (phone !== undefined) change.phone = phone;
        changeHolder(store, id, change);
        return accepted;
      },
    },
  ];
}
