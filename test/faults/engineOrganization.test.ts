// The most telling cells of the organization dialect, on the real engine.
import { onEngine } from "./engine";
import { HOLDERS_AND_CARDS, WALLETS } from "./organization";

onEngine([...HOLDERS_AND_CARDS, ...WALLETS], {
  "create holder": ["503 before", "404 after create"],
  "create wallet": ["reply lost", "late, after window"],
  "name new wallet": ["reply reset"],
  issue: ["502 after", "429", "slow past deadline", "late, after window"],
  fund: ["refused before", "reply cut", "late, after window"],
  "change card": ["500 after"],
  defund: ["reply lost", "late, after window"],
  close: ["503 after", "slow past deadline"],
});
