/** Number and code of a card, wrapped as secrets the moment they are read. */
import { z } from "zod";
import { defined } from "../model/defined";
import type { CardCredentials } from "../model/entities";
import { Secret } from "../model/secret";
import { optionalText } from "./wire";

const digits = (pattern: RegExp) =>
  z
    .string()
    .transform((text) => text.replace(/[ -]/g, ""))
    .pipe(z.string().regex(pattern));
const datePart = z.union([z.string(), z.number()]).transform((part) => String(part).trim().padStart(2, "0"));

export const wireCredentials = z
  .looseObject({
    cardNumber: digits(/^\d{12,19}$/),
    cvv: digits(/^\d{3,4}$/),
    expiryMonth: datePart.pipe(z.string().regex(/^(0[1-9]|1[0-2])$/)),
    expiryYear: datePart.pipe(z.string().regex(/^\d{4}$/)),
    cardHolder: optionalText,
  })
  .transform(
    (wire): CardCredentials =>
      defined({
        cardNumber: new Secret(wire.cardNumber),
        cvv: new Secret(wire.cvv),
        expiry: `${wire.expiryYear}-${wire.expiryMonth}`,
        cardHolder: wire.cardHolder,
      }),
  );
