// The same thin client for the merchant dialect: paths are relative to `/api/v2`, the credential is the API token.
import { type SandboxOptions, seedIds } from "../../provider/sandbox";
import { type Answer, type Client, send, start } from "./client";

export interface Merchant {
  organization: Client;
  sandbox: Client["sandbox"];
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  remove(path: string): Promise<Answer>;
}

export const account = `/accounts/${seedIds.wallet}`;
export const otherAccount = `/accounts/${seedIds.demoWallet}`;
export const person = { cardOwnerId: "ada", first_name: "Ada", last_name: "Lovelace", email: "ada@example.com" };
export const card = { name: "Ads", cardOwnerId: "ada", cardType: "virtual" };

/** Two funded accounts whose cards hold their own balance. */
export const twoAccounts: SandboxOptions = {
  seed: {
    wallets: [
      { id: seedIds.wallet, providerId: seedIds.personalProvider, name: "Operations", balance: "10000.00" },
      { id: seedIds.demoWallet, providerId: seedIds.personalProvider, name: "Travel", balance: "50.00" },
    ],
  },
};

export async function startMerchant(options: SandboxOptions = {}): Promise<Merchant> {
  const organization = await start(options);
  const { sandbox } = organization;
  const call: Merchant["call"] = (method, path, body, headers = { "x-api-token": sandbox.apiToken }) =>
    send(method, `${sandbox.url}/api/v2${path}`, body, headers);
  return {
    organization,
    sandbox,
    call,
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    put: (path, body) => call("PUT", path, body),
    remove: (path) => call("DELETE", path),
  };
}

export async function startMerchantWithAda(options: SandboxOptions = {}): Promise<Merchant> {
  const merchant = await startMerchant(options);
  const created = await merchant.post(`${account}/cardholders`, person);
  if (created.status !== 201) throw new Error(JSON.stringify(created.body));
  return merchant;
}

/** Issues a card and lets it come to life; answers its path. */
export async function issueLive(merchant: Merchant, body: object = card, home = account): Promise<string> {
  const issued = await merchant.post(`${home}/cards`, body);
  if (issued.status !== 201) throw new Error(JSON.stringify(issued.body));
  await merchant.sandbox.advance(1000);
  return `${home}/cards/${issued.body.id}`;
}
