// A thin HTTP client for these tests. It is written by hand so that it shares nothing with the sandbox or the provider.
import { onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, seedIds, startSandbox } from "../../provider/sandbox";

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
  body: any;
}

export interface Client {
  sandbox: Sandbox;
  /** `path` is relative to the organization. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
  control(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export const wallet = `/wallets/${seedIds.wallet}`;
export const unknownId = "99999999-9999-4999-8999-999999999999";
export const ada = { cardOwnerId: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };
export const grace = { cardOwnerId: "grace", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" };
export const issue = { name: "Ads", cardOwnerId: "ada", cardType: "virtual", limits: { daily_limit: "100.00" } };

export async function send(
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const type: Record<string, string> = text === undefined ? {} : { "content-type": "application/json" };
  const init: RequestInit = { method, headers: { ...type, ...headers } };
  if (text !== undefined) init.body = text;
  const response = await fetch(url, init);
  const received = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: received === "" ? undefined : JSON.parse(received),
  };
}

/** A sandbox with a manual clock, closed when the test is done. */
export async function start(options: SandboxOptions = {}): Promise<Client> {
  const sandbox = await startSandbox({ clock: "manual", ...options });
  onTestFinished(() => sandbox.close());
  const base = `${sandbox.url}/api/v2/organizations/${sandbox.organizationId}`;
  const call: Client["call"] = (method, path, body, headers = {}) =>
    send(method, base + path, body, { authorization: `Bearer ${sandbox.apiKey}`, ...headers });
  return {
    sandbox,
    call,
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    patch: (path, body) => call("PATCH", path, body),
    control: (method, path, body, headers = {}) => send(method, `${sandbox.url}/_sandbox${path}`, body, headers),
  };
}

/** A sandbox where Ada is registered. */
export async function startWithAda(options: SandboxOptions = {}): Promise<Client> {
  const client = await start(options);
  client.sandbox.control.seedHolder({ id: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
  return client;
}

/** Issues a card and lets it come to life; answers its path. */
export async function liveCard(client: Client, body: object = issue, home = wallet): Promise<string> {
  const issued = await client.post(`${home}/instruments`, body);
  if (issued.status !== 201) throw new Error(JSON.stringify(issued.body));
  await client.sandbox.advance(1000);
  return `${home}/instruments/${issued.body.data.id}`;
}

export const cardId = (path: string): string => path.split("/").at(-1) ?? "";

/** The places and types of a 422, for example `body.name value_error.missing`. */
export const complaints = (answer: Answer): string[] =>
  answer.body.detail.map((item: { loc: unknown[]; type: string }) => `${item.loc.join(".")} ${item.type}`);
