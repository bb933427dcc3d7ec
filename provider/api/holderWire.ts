/** A person as either dialect shows one. What is sent differs and stays with the dialect. */
import { z } from "zod";
import { defined } from "../model/defined";
import type { Holder } from "../model/entities";
import { id, optionalText } from "./wire";

export const wireHolder = z
  .looseObject({ cardOwnerId: id, firstName: z.string(), lastName: z.string(), email: z.string(), phone: optionalText })
  .transform(
    (wire): Holder =>
      defined({
        id: wire.cardOwnerId,
        firstName: wire.firstName,
        lastName: wire.lastName,
        email: wire.email,
        phone: wire.phone,
      }),
  );
