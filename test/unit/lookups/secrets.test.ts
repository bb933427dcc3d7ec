// No answer of a lookup holds a card number, a code or a credential, whatever the API puts into its own.
import { expect, it, onTestFinished } from "vitest";
import type { Dialect } from "../../../provider/api/port";
import * as lookups from "../../../provider/lookups";
import { serve } from "../api/support/server";
import { configure, KEY, program } from "./support";

const PAN = "4111111111111111";
const CVV = "planted-cvv-737";
const planted = {
  cardNumber: PAN,
  pan: PAN,
  number: PAN,
  cvv: CVV,
  cvc: CVV,
  sensitive: { cardNumber: PAN, cvv: CVV },
};
const ID = "0a4f7c1e-5d2b-4c3a-9e8f-6b7a8c9d0e1f";

/** One object that passes for anything: every field any endpoint knows, and what none of them should show. */
const everything = {
  ...planted,
  id: ID,
  cardId: ID,
  accountUuid: ID,
  cardUuid: ID,
  name: `Ads ${PAN}`,
  description: `4111 1111 1111 1111 ${KEY}`,
  status: "Active",
  cardStatus: "Active",
  delivery_status: "delivered",
  delivery_error: `rejected ${PAN}`,
  event_type: "card_state",
  payload: { ...planted, id: ID, status: "active" },
  cardOwnerId: "ada",
  firstName: "Ada",
  lastName: "Lovelace",
  email: "ada@example.com",
  phone: "+49 1512 3456 7896",
  type: "purchase",
  amount: "12.5",
  currency: "USD",
  merchantName: `Shop ${PAN}`,
  maskedNumber: PAN,
  lastFour: "1111",
  cardProviderBinId: ID,
  bin: "411111",
  bins: [{ ...planted, cardProviderBinId: ID, bin: "411111" }],
  binList: [{ ...planted, cardProviderBinId: ID, bin: "411111" }],
  limits: [{ ...planted, type: "daily_limit", amountMin: "1", amountMax: "10" }],
  restrictions: [{ ...planted, type: "daily_limit", amountMin: "1", amountMax: "10" }],
  fees: { cardIssuing: { ...planted, type: "amount", amount: "1", currency: "USD" } },
  transactionDetails: { ...planted, merchantName: PAN, card: { ...planted, id: ID } },
  cardOwner: { ...planted, cardOwnerId: "ada" },
};
const { limits: _, ...card } = everything;
const details = { ...everything, account: everything, card: { ...card, limits: { daily_limit: "5" } } };

const looks: Record<string, readonly [Dialect[], () => Promise<unknown>]> = {
  getWallet: [["organization", "merchant"], () => lookups.getWallet({ id: ID })],
  getWallets: [["organization", "merchant"], () => lookups.getWallets()],
  getWalletProviders: [["organization"], () => lookups.getWalletProviders()],
  getWalletRules: [["organization", "merchant"], () => lookups.getWalletRules({ walletId: ID })],
  getWalletBalance: [["organization", "merchant"], () => lookups.getWalletBalance({ walletId: ID })],
  getWalletRestrictions: [["merchant"], () => lookups.getWalletRestrictions({ walletId: ID })],
  getTransferDestinations: [["merchant"], () => lookups.getTransferDestinations({ walletId: ID })],
  getBinOptions: [["organization"], () => lookups.getBinOptions()],
  getHolder: [["organization", "merchant"], () => lookups.getHolder({ id: "ada" })],
  getHolders: [["organization", "merchant"], () => lookups.getHolders()],
  getCard: [["organization", "merchant"], () => lookups.getCard({ walletId: ID, id: ID })],
  getCards: [["organization", "merchant"], () => lookups.getCards({ walletId: ID })],
  getCardOperations: [["organization", "merchant"], () => lookups.getCardOperations()],
  getWalletOperations: [["organization", "merchant"], () => lookups.getWalletOperations()],
  getDeposit: [["organization"], () => lookups.getDeposit({ id: ID })],
  getDeposits: [["organization"], () => lookups.getDeposits()],
  getWebhookEvents: [["merchant"], () => lookups.getWebhookEvents()],
};

const rows = Object.entries(looks).flatMap(([name, [dialects, look]]) =>
  dialects.map((dialect) => [name, dialect, look] as const),
);

it.each(rows)("%s on the %s API hands on what it knows and nothing else", async (name, dialect, look) => {
  const isList = /s$/.test(name) && !["getWalletRules", "getWalletRestrictions"].includes(name);
  const subject =
    name === "getCard" && dialect === "organization"
      ? details
      : { ...everything, ...(name.startsWith("getCard") && { limits: undefined }) };
  const { limits } = everything;
  const one = name === "getWalletRules" || name === "getWalletRestrictions" ? { ...subject, limits } : subject;
  const pagination = { currentPage: 1, pages: 1, quantity: 100, totalQuantity: 1 };
  const answer = isList ? { data: [one], items: [one], pagination } : { ...one, data: one };
  const server = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  onTestFinished(() => server.close());
  configure({ url: server.url, organizationId: "org" }, dialect);

  const found = JSON.stringify(await look());

  expect(found).toContain(name.startsWith("getHolder") ? "ada" : name === "getWalletRestrictions" ? "daily" : ID);
  expect(found.replace(/\D/g, "")).not.toContain(PAN);
  expect(found).not.toContain(CVV);
  expect(found).not.toContain(KEY);
  expect(found).not.toContain("payload");
  if (name.startsWith("getHolder")) expect(found).toContain("+49 1512 3456 7896");
});

it("every lookup there is was looked at", () => {
  const all = Object.keys(lookups).filter((name) => !name.endsWith("Output"));
  expect(Object.keys(looks).sort()).toEqual(all.sort());
});

it("no error repeats the key, or a card number that was given as a name", async () => {
  const { sandbox } = await program("organization");
  const wrong = await lookups.getWallet({ name: PAN }).catch(String);
  expect(wrong).toContain("[not_found]");
  expect(wrong).not.toContain(PAN);
  sandbox.faults.add({ kind: "status-before", status: 403, body: { detail: `the key ${KEY} is not allowed` } });
  const refused = await lookups.getHolders().catch(String);
  expect(refused).toContain("[forbidden]");
  expect(refused).not.toContain(KEY);
});
