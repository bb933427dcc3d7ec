// The write endpoints of the `organization` dialect, each with a program that calls it.
import { type Sandbox, seedIds } from "../../provider/sandbox";
import type { Declared, Program } from "../support/hostStack";
import { FOUND_TOO_LATE } from "./columns";
import type { Row } from "./rows";

const WALLET = "/wallets/{wallet_id}";
const CARDS = `${WALLET}/instruments`;
const CARD = `${CARDS}/{instrument_id}`;
const dialect = "organization";

const ada = { firstName: "Ada", lastName: "Byron", email: "ada@example.com" };
const seed = ({ control }: Sandbox) => void control.seedHolder({ id: "ada", ...ada });

const holder = (more: object = {}): Program => ({
  ada: { kind: "Holder", inputs: { cardOwnerId: "ada", ...ada, ...more } },
});

const wallet = (more: object = {}): Declared => ({
  kind: "Wallet",
  inputs: { providerId: seedIds.personalProvider, name: "Ads", ...more },
});

const card = (more: object = {}): Program => ({
  card: {
    kind: "Card",
    inputs: { walletId: seedIds.wallet, holderId: "ada", limits: { daily: "50.00" }, ...more },
  },
});

const shownCard = (status: string, balance: string, limits: object = { daily: "50.00" }, name = "Ads") => ({
  cards: [`${name} of ada in Operations: ${status}, ${balance}, ${JSON.stringify(limits)}`],
});
const seededWallet = (balance: string) => `Operations: active, ${balance}, available ${balance}`;
const namedCard = (more: object = {}) => card({ name: "Ads", ...more });

export const HOLDERS_AND_CARDS: readonly Row[] = [
  {
    dialect,
    write: "create holder",
    route: "POST /holders",
    creates: true,
    program: holder(),
    end: { holders: ["ada: Ada Byron <ada@example.com>"] },
  },
  {
    dialect,
    write: "change holder",
    route: "PATCH /holders/{holder_id}",
    before: holder(),
    program: holder({ lastName: "Lovelace" }),
    end: { holders: ["ada: Ada Lovelace <ada@example.com>"] },
  },
  {
    dialect,
    write: "issue",
    route: `POST ${CARDS}`,
    creates: true,
    seed,
    program: card(),
    expected: { "slow past grace": FOUND_TOO_LATE },
    end: { wallets: [seededWallet("9999.00")] },
  },
  {
    dialect,
    write: "change card",
    route: `PATCH ${CARD}`,
    seed,
    before: namedCard(),
    program: namedCard({ name: "Travel", limits: { daily: "70.00" } }),
    end: shownCard("active", "0.00", { daily: "70.00" }, "Travel"),
  },
  {
    dialect,
    write: "fund",
    route: `PATCH ${CARD}/fund`,
    seed,
    program: card({ initialBalance: "25.10" }),
    end: { wallets: [seededWallet("9973.90")] },
  },
  {
    dialect,
    write: "defund",
    route: `PATCH ${CARD}/defund`,
    seed,
    before: namedCard({ initialBalance: "25.10" }),
    program: {},
    expected: { "slow past grace": FOUND_TOO_LATE },
    end: { ...shownCard("closed", "0.00"), wallets: [seededWallet("9999.00")] },
  },
  {
    dialect,
    write: "freeze",
    route: `POST ${CARD}/suspend`,
    seed,
    before: namedCard(),
    program: namedCard({ frozen: true }),
    end: shownCard("frozen", "0.00"),
  },
  {
    dialect,
    write: "unfreeze",
    route: `POST ${CARD}/resume`,
    seed,
    before: namedCard({ frozen: true }),
    program: namedCard({ frozen: false }),
    end: shownCard("active", "0.00"),
  },
  {
    dialect,
    write: "close",
    route: `POST ${CARD}/terminate`,
    seed,
    before: namedCard(),
    program: {},
    end: shownCard("closed", "0.00"),
  },
];

/** Long enough for a wallet without a name to be told from one that is just being named. */
const windowSeconds = 6;

export const WALLETS: readonly Row[] = [
  {
    dialect,
    write: "create wallet",
    route: "POST /wallets",
    creates: true,
    windowSeconds,
    expected: { "slow past grace": FOUND_TOO_LATE },
    program: { ads: wallet(), travel: wallet({ name: "Travel" }) },
    end: {
      wallets: ["Ads: active, 0.00, available 0.00", seededWallet("10000.00"), "Travel: active, 0.00, available 0.00"],
    },
  },
  {
    dialect,
    write: "name new wallet",
    route: `PATCH ${WALLET}`,
    program: { ads: wallet({ fees: { cardTransactions: { percent: "2.5" } } }) },
    end: { wallets: ["Ads: active, 0.00, available 0.00", seededWallet("10000.00")] },
    expected: { "slow past grace": FOUND_TOO_LATE },
  },
  {
    dialect,
    write: "change wallet",
    route: `PATCH ${WALLET}`,
    before: { ads: wallet() },
    program: { ads: wallet({ name: "Travel" }) },
    end: { wallets: [seededWallet("10000.00"), "Travel: active, 0.00, available 0.00"] },
  },
  {
    dialect,
    write: "activate wallet",
    route: `POST ${WALLET}/activate`,
    before: { ads: wallet({ active: false }) },
    program: { ads: wallet({ active: true }) },
    end: { wallets: ["Ads: active, 0.00, available 0.00", seededWallet("10000.00")] },
  },
  {
    dialect,
    write: "deactivate wallet",
    route: `POST ${WALLET}/deactivate`,
    before: { ads: wallet() },
    program: {},
    end: { wallets: ["Ads: inactive, 0.00, available 0.00", seededWallet("10000.00")] },
  },
];
