// The cards every contestant declares: one for each of as many holders that exist already, all with the same limits until some change.
const LIMITS = { daily: "100.00", monthly: "2000.00" };
const CHANGED_LIMITS = { daily: "150.00", monthly: "2000.00" };
const CHANGED_EVERY = 10;

const numbered = (prefix, index) => `${prefix}-${String(index + 1).padStart(5, "0")}`;

/** `changed`: whether the edit of every tenth card's limits has been made. */
export function cardsOf(count, changed) {
  return Array.from({ length: count }, (_, index) => ({
    key: numbered("card", index),
    holderId: numbered("holder", index),
    limits: changed && index % CHANGED_EVERY === 0 ? CHANGED_LIMITS : LIMITS,
  }));
}

export function holdersOf(count) {
  return Array.from({ length: count }, (_, index) => {
    const id = numbered("holder", index);
    return { id, firstName: "Ada", lastName: "Lovelace", email: `${id}@example.com` };
  });
}

export const DEFAULT_LIMITS = LIMITS;

/** What a program writes down for one card, as text: the size of its inputs. */
export function inputBytesOf(walletId) {
  const [{ holderId, limits }] = cardsOf(1, false);
  return JSON.stringify({ walletId, holderId, limits }).length;
}

/** All cards as one value. Limits stand where a person would write them: the common ones once, others at their card. */
export function fleetInputs({ count, changed, walletId }) {
  const cards = cardsOf(count, changed).map(({ key, holderId, limits }) => [
    key,
    limits === DEFAULT_LIMITS ? { holderId } : { holderId, limits },
  ]);
  return { walletId, defaults: { limits: DEFAULT_LIMITS }, cards: Object.fromEntries(cards), maxClosures: count };
}
