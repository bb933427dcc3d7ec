// The write endpoints of the `merchant` dialect that resources can cause, each with a program that calls it.
import { type Sandbox, seedIds } from "../../provider/sandbox";
import type { Program } from "../support/hostStack";
import { FOUND_TOO_LATE } from "./columns";
import type { Row } from "./rows";

const CARDS = "/accounts/{account_uuid}/cards";
const CARD = `${CARDS}/{card_uuid}`;
const dialect = "merchant";

const ada = { firstName: "Ada", lastName: "Byron", email: "ada@example.com" };
export const seed = ({ control }: Sandbox) => void control.seedHolder({ id: "ada", ...ada });

export const card = (more: object = {}): Program => ({
  card: {
    kind: "Card",
    inputs: { walletId: seedIds.wallet, holderId: "ada", limits: { daily: "50.00" }, ...more },
  },
});

const hook = (more: object = {}): Program => ({
  hook: { kind: "WebhookConfig", inputs: { url: "https://example.com/hook", ...more } },
});

const shownHook = (url: string, secret: boolean) =>
  `{"url":"${url}","secret_set":${secret},"event_types":null,"is_active":true}`;

const balance = (amount: string) => ({ wallets: [`Operations: active, ${amount}, available ${amount}`] });

export const MERCHANT: readonly Row[] = [
  {
    dialect,
    write: "create cardholder",
    route: "POST /accounts/{account_uuid}/cardholders",
    creates: true,
    program: { ada: { kind: "Holder", inputs: { cardOwnerId: "ada", ...ada, accountId: seedIds.wallet } } },
    end: { holders: ["ada: Ada Byron <ada@example.com>"] },
  },
  {
    dialect,
    write: "issue",
    route: `POST ${CARDS}`,
    creates: true,
    seed,
    program: card(),
    end: balance("9999.00"),
    expected: { "slow past grace": FOUND_TOO_LATE },
  },
  {
    dialect,
    write: "topup",
    route: `POST ${CARD}/topup`,
    seed,
    program: card({ initialBalance: "25.10" }),
    end: balance("9973.90"),
  },
  {
    dialect,
    write: "withdraw",
    route: `POST ${CARD}/withdraw`,
    seed,
    before: card({ initialBalance: "25.10" }),
    program: {},
    end: balance("9999.00"),
    expected: { "slow past grace": FOUND_TOO_LATE },
  },
  {
    dialect,
    write: "freeze",
    route: `POST ${CARD}/freeze`,
    seed,
    before: card(),
    program: card({ frozen: true }),
    end: balance("9999.00"),
  },
  {
    dialect,
    write: "unfreeze",
    route: `POST ${CARD}/unfreeze`,
    seed,
    before: card({ frozen: true }),
    program: card({ frozen: false }),
    end: balance("9999.00"),
  },
  {
    dialect,
    write: "close",
    route: `POST ${CARD}/close`,
    seed,
    before: card(),
    program: {},
    end: balance("9999.00"),
  },
  {
    dialect,
    write: "set webhooks",
    route: "PUT /webhooks/config",
    creates: true,
    program: hook(),
    end: { webhook: shownHook("https://example.com/hook", false) },
  },
  {
    dialect,
    write: "change webhooks",
    route: "PUT /webhooks/config",
    before: hook(),
    program: hook({ url: "https://example.com/other" }),
    end: { webhook: shownHook("https://example.com/other", false) },
  },
  {
    dialect,
    write: "set webhooks' secret",
    route: "PUT /webhooks/config",
    before: hook(),
    program: hook({ url: "https://example.com/other", secret: "whsec" }),
    end: { webhook: shownHook("https://example.com/other", true) },
    // Nobody can see which secret is stored, so a configuration that was not seen through is put again as a whole: PUT may be repeated.
    expected: {
      "slow past deadline": { ups: 2, code: "wait_timeout", sent: 2, processed: 2 },
      "late, after window": { ups: 2, code: "outcome_unknown", sent: 2, processed: 2 },
    },
  },
  {
    dialect,
    write: "remove webhooks",
    route: "DELETE /webhooks/config",
    before: hook(),
    program: {},
    end: { webhook: "none" },
  },
];
