/** The key of a card in a fleet: what its row, its issued card and every message about it are found by. */
import { z } from "zod";

const FLEET_KEY = "a key of 1 to 100 printable characters, without spaces at its ends";

/** Invisible characters make two keys that look the same. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** Names every object has (`__proto__`, `constructor`, `toString`) are refused: looked up where they are not, they are found. */
const INHERITED = "a key that is not a name every JavaScript object has, such as `constructor`";

export const fleetKey = z
  .string(FLEET_KEY)
  .refine((key) => key.length >= 1 && key.length <= 100 && key.trim() === key && !UNPRINTABLE.test(key), FLEET_KEY)
  .refine((key) => !(key in {}), INHERITED);
