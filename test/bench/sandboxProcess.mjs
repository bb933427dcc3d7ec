// The sandbox in a process of its own, so that neither its time nor its memory is anybody else's. Answers questions over IPC.
import { seedIds, startSandbox } from "pulumi-fourpay/sandbox";
import { holdersOf } from "./fleet.mjs";
import { PAGE_MAXIMUM, REQUESTS_PER_SECOND, RESPONSE_MS } from "./settings.mjs";
import { tallyOf } from "./tally.mjs";

const { cards, issueMs } = JSON.parse(process.argv[2]);
process.on("disconnect", () => process.exit(0));
const sandbox = await startSandbox({
  latency: { responseMs: RESPONSE_MS, issueMs },
  rateLimit: { requestsPerSecond: REQUESTS_PER_SECOND },
  behaviour: { pageMaximum: PAGE_MAXIMUM },
  seed: {
    wallets: [{ id: seedIds.wallet, providerId: seedIds.personalProvider, name: "Bench", balance: "1000000.00" }],
    holders: holdersOf(cards),
  },
});

const answers = {
  /** What was asked since the last tally. */
  tally() {
    const tally = tallyOf(sandbox.journal.list());
    sandbox.journal.clear();
    return tally;
  },
  cards: () =>
    sandbox.control.snapshot().cards.map(({ id, holderId, status, limits }) => ({ id, holderId, status, limits })),
};

process.on("message", (question) => process.send(answers[question]()));
const { url, organizationId, apiKey } = sandbox;
process.send({ url, organizationId, apiKey, walletId: seedIds.wallet });
