// What all lookups share: settings, remembering, errors, and the output form.
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import type { Dialect } from "../../../provider/api/port";
import {
  type GetWalletOperationsArgs,
  getCard,
  getCardOutput,
  getCards,
  getDeposit,
  getHolder,
  getWallet,
  getWalletOperations,
  getWalletOutput,
  getWallets,
  getWalletsOutput,
} from "../../../provider/lookups";
import { isFourpayError } from "../../../provider/model/errors";
import { Provider } from "../../../provider/pulumi/provider";
import { seedIds, startSandbox } from "../../../provider/sandbox";
import { json, type Reply, serve } from "../api/support/server";
import { configure, KEY, program, seedCards } from "./support";

beforeEach(() => setEngine(false));
afterEach(() => pulumi.runtime.setAllConfig({}));

/** An engine that knows every id, or in a preview none of what is to be created. */
function setEngine(preview: boolean): void {
  void pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: preview ? undefined : `${name}-id`, state: inputs as object }),
      call: () => ({}),
    },
    "project",
    "stack",
    preview,
  );
}

async function value<T>(output: pulumi.Output<T>): Promise<T | "unknown"> {
  const inner = output as unknown as { isKnown: Promise<boolean>; promise(): Promise<T> };
  return (await inner.isKnown) ? inner.promise() : "unknown";
}

class Thing extends pulumi.CustomResource {
  readonly label!: pulumi.Output<string>;
  constructor(name: string, label: string, opts: pulumi.CustomResourceOptions = {}) {
    super("test:index:Thing", name, { label }, opts);
  }
}

it("the same question two hundred times, in both forms, is one request", async () => {
  const { asked } = await program("organization");
  const looks = Array.from({ length: 200 }, (_, index) =>
    index % 2 === 0 ? getWallet({ id: seedIds.wallet }) : value(getWalletOutput({ id: seedIds.wallet })),
  );
  const names = (await Promise.all(looks)).map((wallet) => (wallet === "unknown" ? wallet : wallet.name));
  expect(new Set(names)).toEqual(new Set(["Operations"]));
  expect(await getWallet({ id: seedIds.wallet })).toMatchObject({ name: "Operations" });
  expect(asked()).toEqual(["GET /wallets/{wallet_id}"]);
});

it("what one caller does to an answer is not seen by another", async () => {
  await program("organization");
  (await getWallets()).length = 0;
  expect(await getWallets()).toHaveLength(2);
});

it("what failed is asked again", async () => {
  const { sandbox, asked } = await program("organization");
  await expect(getHolder({ id: "later" })).rejects.toThrow("[not_found]");
  sandbox.control.seedHolder({ id: "later", firstName: "L", lastName: "L", email: "later@example.com" });
  expect(await getHolder({ id: "later" })).toMatchObject({ id: "later" });
  expect(asked()).toHaveLength(2);
});

it("what was asked before a resource was there is not the answer afterwards", async () => {
  const { sandbox, asked } = await program("organization");
  expect(await getWallets()).toHaveLength(2);
  sandbox.control.seedWallet({ name: "New" });
  const made = new Thing("made", "New");
  expect(await value(getWalletsOutput({}, { dependsOn: made }))).toHaveLength(3);
  expect(await value(getWalletsOutput({ nameContains: "new" }, { dependsOn: [made] }))).toHaveLength(1);
  expect(asked()).toEqual(["GET /wallets", "GET /wallets"]);
});

it("in a preview nothing is asked about what is yet to be created, though the name is known", async () => {
  const { asked } = await program("organization");
  setEngine(true);
  const made = new Thing("made", "Operations");
  class Box extends pulumi.ComponentResource {
    constructor() {
      super("test:index:Box", "box");
      new Thing("inside", "x", { parent: this });
    }
  }
  expect(await value(getWalletOutput({ name: made.label }))).toBe("unknown");
  expect(await value(getWalletOutput({ name: "Operations" }, { dependsOn: made }))).toBe("unknown");
  expect(await value(getWalletOutput({ name: "Operations" }, { dependsOn: new Box() }))).toBe("unknown");
  expect(await value(getCardOutput({ walletId: seedIds.wallet, name: made.id }))).toBe("unknown");
  expect(asked()).toEqual([]);
  expect(await value(getWalletOutput({ name: "Operations" }))).toMatchObject({ id: seedIds.wallet });
});

it("a secret argument makes the answer secret; the API key does not", async () => {
  await program("organization");
  expect(await pulumi.isSecret(getWalletOutput({ name: "Operations" }))).toBe(false);
  expect(await pulumi.isSecret(getWalletOutput({ name: pulumi.secret("Operations") }))).toBe(true);
});

it("an explicit provider's settings: of the call, or of its parent; the key stays secret in neither", async () => {
  const { asked } = await program("organization");
  const eu = await startSandbox({ apiKey: "eu-key-8f14e45fceea167a" });
  onTestFinished(() => eu.close());
  eu.control.seedWallet({ name: "Only in the EU" });
  const { url: baseUrl, organizationId, apiKey } = eu;
  const provider = new Provider("eu", { baseUrl, organizationId, apiKey: pulumi.secret(apiKey) });
  const parent = new pulumi.ComponentResource("test:index:Box", "box", {}, { providers: [provider] });
  const named = { name: "Only in the EU" };

  expect(await getWallet(named, { provider })).toMatchObject(named);
  expect(await getWallet(named, { parent })).toMatchObject(named);
  const output = getWalletOutput(named, { provider });
  expect(await value(output)).toMatchObject(named);
  expect(await pulumi.isSecret(output)).toBe(false);
  expect(eu.journal.count()).toBe(2);
  expect(asked()).toEqual([]);
  await expect(getWallet(named)).rejects.toThrow("[not_found]");
  expect(JSON.stringify(Object.entries(provider).map(([key]) => key))).not.toContain("settings");
});

it("a provider whose settings are not known in this preview: unknown as an output, an error as a promise", async () => {
  const { asked } = await program("organization");
  setEngine(true);
  const made = new Thing("made", "x");
  const provider = new Provider("eu", { organizationId: made.id, apiKey: KEY });
  expect(await value(getWalletOutput({ name: "x" }, { provider }))).toBe("unknown");
  const error: unknown = await getWallet({ name: "x" }, { provider }).catch((reason: unknown) => reason);
  expect(isFourpayError(error, "config_missing")).toBe(true);
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect((error as Error).message).toMatch(/Use getWalletOutput.*\[config_missing\]$/);
  expect(asked()).toEqual([]);
});

it("somebody else's provider is refused", async () => {
  await program("organization");
  class Other extends pulumi.ProviderResource {}
  const provider = new Other("pulumi-nodejs", "other", {});
  const error: unknown = await getWallet({ name: "x" }, { provider }).catch((reason: unknown) => reason);
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect((error as Error).message).toMatch(/not a fourpay.Provider\. Make it with .*\[config_invalid\]$/);
});

it("the environment wins for the credential, the stack configuration for everything else", async () => {
  const { sandbox } = await program("organization");
  onTestFinished(() => {
    delete process.env.FOURPAY_API_KEY;
    delete process.env.FOURPAY_BASE_URL;
  });
  process.env.FOURPAY_BASE_URL = "http://127.0.0.1:9";
  expect(await getWallets()).toHaveLength(2);
  process.env.FOURPAY_API_KEY = "another-key";
  await expect(getWallets()).rejects.toThrow("[unauthorized]");
  process.env.FOURPAY_API_KEY = sandbox.apiKey;
  expect(await getWallets()).toHaveLength(2);
});

it("without a credential the error says which key, and nothing is asked", async () => {
  const { asked } = await program("organization");
  pulumi.runtime.setConfig("fourpay:apiKey", "");
  await expect(getWallets()).rejects.toThrow(
    /^getWallets: The API key is not set: .*fourpay:apiKey.*\[config_missing\]$/,
  );
  expect(asked()).toEqual([]);
});

it("the engine prints an error of a lookup as its message alone: no exception, no trace to colour", async () => {
  await program("organization");
  const error: unknown = await getHolder({ id: "nobody" }).catch((reason: unknown) => reason);
  expect(isFourpayError(error, "not_found")).toBe(true);
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect((error as Error).stack).toBe(`FourpayError: ${(error as Error).message}`);
});

it("several of a name: how many, which, and what to do; one that is out of use is not meant", async () => {
  const { sandbox } = await program("organization");
  const { control } = sandbox;
  const old = control.seedWallet({ name: "Old", status: "inactive" });
  control.seedWallet({ name: "Ads", status: "inactive" });
  const ids = Array.from({ length: 7 }, () => control.seedWallet({ name: "ads" }));
  expect(await getWallet({ name: "old" })).toMatchObject({ id: old });
  await expect(getWallet({ name: "ads" })).rejects.toThrow(
    /There are 7 wallets .* and 2 more\. Give the id .*\[ambiguous\]/,
  );
  const text = await getWallet({ name: "ADS" }).catch(String);
  expect(ids.filter((id) => String(text).includes(id))).toHaveLength(5);
  await expect(getWallet({ name: "Adz" })).rejects.toThrow(
    /There is no wallet of the name "Adz" among 11\. .*\[not_found\]/,
  );
});

it("a card of another holder is not the one", async () => {
  const { sandbox } = await program("organization");
  const { live } = seedCards(sandbox);
  const other = { walletId: seedIds.wallet, holderId: "grace-hopper" };
  await expect(getCard({ ...other, id: live })).rejects.toThrow("[not_found]");
  await expect(getCard({ ...other, name: "Ads" })).rejects.toThrow("[not_found]");
  await expect(getCard({ id: seedIds.wallet })).rejects.toThrow("[not_found]");
});

it.each<[string, () => Promise<unknown>, RegExp]>([
  ["neither", () => getWallet({}), /give either id or name/],
  ["both", () => getWallet({ id: "a", name: "b" }), /give either id or name/],
  ["an output", () => getWallet({ name: pulumi.output("x") as unknown as string }), /name: a text .* getWalletOutput/],
  ["an unknown property", () => getWallet({ nmae: "x" } as object), /nmae/],
  ["an empty text", () => getHolder({ id: "" }), /id: it must not be empty/],
  ["a name without its wallet", () => getCard({ name: "x" }), /a name wants its walletId/],
  ["a time that is none", () => getWalletOperations({ from: "yesterday" }), /from: a time/],
])("arguments that make no sense are refused before anything is asked: %s", async (_, look, words) => {
  const { asked } = await program("organization");
  await expect(look()).rejects.toThrow(words);
  await expect(look()).rejects.toSatisfy((error: unknown) => isFourpayError(error, "input_invalid"));
  expect(asked()).toEqual([]);
});

it("the cards of a person in one wallet are those of both", async () => {
  const { sandbox } = await program("merchant");
  seedCards(sandbox);
  const holderId = "ada-lovelace";
  expect(await getCards({ holderId, walletId: seedIds.wallet })).toHaveLength(2);
  expect(await getCards({ holderId, walletId: seedIds.demoWallet })).toEqual([]);
});

/** An API that answers everything with this. */
async function answering(reply: Reply, dialect: Dialect): Promise<void> {
  const server = await serve(reply);
  onTestFinished(() => server.close());
  configure({ url: server.url, organizationId: "org" }, dialect);
}

it("operations are filtered by time, type and status even where the API does not, and a moment is within its own bounds", async () => {
  const at = (day: number) => `2026-01-0${day}T00:00:00Z`;
  const one = { type: "payin", status: "completed", amount: "1.00", currency: "USD", accountUuid: seedIds.wallet };
  const items = [1, 2, 3].map((day) => ({
    ...one,
    id: `00000000-0000-4000-8000-00000000000${day}`,
    createdAt: at(day),
  }));
  await answering(
    json(200, { items: [{ ...items[0], type: "withdrawal" }, { ...items[1], status: "Pending" }, items[2]] }),
    "merchant",
  );
  const days = async (args: GetWalletOperationsArgs) =>
    (await getWalletOperations(args)).map(({ id }) => Number(id.at(-1)));
  expect(await days({ from: at(2) })).toEqual([2, 3]);
  expect(await days({ to: at(2) })).toEqual([1, 2]);
  expect(await days({ from: at(2), to: at(2) })).toEqual([2]);
  expect(await days({ types: ["PAYIN"] })).toEqual([2, 3]);
  expect(await days({ statuses: ["pending"] })).toEqual([2]);
});

it("addresses of money are left as they are, though their digits could be a card's", async () => {
  const money = { paymentAddress: "T 4111111111111111", txHash: "4111111111111111" };
  const data = { id: seedIds.wallet, status: "completed", currency: "USDTTRC20", amount: "1.00", ...money };
  await answering(json(200, { data }), "organization");
  expect(await getDeposit({ id: seedIds.wallet })).toMatchObject(money);
});

it("an error has all that is known of the request, for programs that catch it", async () => {
  const detail = [{ loc: ["body", "name"], msg: "no", type: "value_error" }];
  await answering(json(422, { detail }, { "x-request-id": "req-7" }), "organization");
  await expect(getWallets()).rejects.toMatchObject({
    code: "rejected",
    status: 422,
    request: { method: "GET" },
    requestId: "req-7",
    fields: expect.anything(),
  });
});
