// From the sandbox's journal to the figures of a row.
const CARDS = "/wallets/{wallet_id}/instruments";
const CARD = `${CARDS}/{instrument_id}`;

function kindOf({ method, route }) {
  if (method === "POST") return "post";
  if (method === "PATCH") return "patch";
  if (route === `GET ${CARD}`) return "details";
  if (route === `GET ${CARDS}`) return "lists";
  return "other";
}

export function tallyOf(entries) {
  const tally = { post: 0, patch: 0, details: 0, lists: 0, other: 0, total: 0, writes: 0, refused: 0 };
  const later = { total: 0, refused: 0 };
  const begun = entries[0]?.at ?? 0;
  for (const entry of entries) {
    const refused = entry.status === 429 ? 1 : 0;
    tally[kindOf(entry)] += 1;
    tally.total += 1;
    tally.refused += refused;
    if (entry.write) tally.writes += 1;
    if (entry.at - begun < 1_000) continue;
    later.total += 1;
    later.refused += refused;
  }
  return { ...tally, later };
}
