// What a preview asks the server, on the real engine: each refusal before anything is created, the order of steps that must refuse nothing,
// the warning about money, and an API that cannot be asked.
import * as fourpay from "pulumi-fourpay";
import { type Sandbox, seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card as plain, stackWithAda } from "../support/ada";
import { openStack, opsOf, type RunReport, type TestStack } from "../support/stack";

const NOWHERE = "00000000-0000-4000-8000-00000000dead";

const card = (more: Partial<fourpay.CardArgs>) => () => void new fourpay.Card("card", { ...plain, ...more });

/** The preview is refused for this reason, and nothing was written. */
async function refuses(stack: TestStack, declare: () => unknown, path: string, code: string): Promise<RunReport> {
  stack.declare(declare);
  const report = await stack.expectRefused(`${path}: `);
  expect(report.output).toContain(`[${code}]`);
  expect(report.writes).toEqual([]);
  return report;
}

/** How often the engine says this below the rows, where it says everything once more. */
const told = ({ output }: RunReport, text: string) => (output.split("Diagnostics:")[1] ?? "").split(text).length - 1;

const asked = (report: RunReport) => report.requests.map(({ route, path }) => route ?? path);

type Reason = readonly [more: (ids: Prepared) => Partial<fourpay.CardArgs>, path: string, code: string];

interface Prepared {
  readonly inactive: string;
  readonly shared: string;
  readonly closed: string;
}

/** A card named Ads, one that is closed, a wallet that is not active and one whose cards hold no balance. */
function prepare({ control }: Sandbox): Prepared {
  control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: "Ads" });
  return {
    inactive: control.seedWallet({ providerId: seedIds.personalProvider, status: "inactive" }),
    shared: control.seedWallet({ providerId: seedIds.sharedProvider, balance: "50.00" }),
    closed: control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: "Old", status: "closed" }),
  };
}

const inBoth: readonly Reason[] = [
  [() => ({ walletId: NOWHERE }), "walletId", "not_found"],
  [({ inactive }) => ({ walletId: inactive }), "walletId", "unexpected_state"],
  [() => ({ holderId: "nobody" }), "holderId", "not_found"],
  [() => ({ cardType: "physical" }), "cardType", "input_invalid"],
  [() => ({ binId: NOWHERE }), "binId", "input_invalid"],
  [() => ({ binCategoryId: NOWHERE }), "binCategoryId", "input_invalid"],
  [() => ({ name: "Ads" }), "name", "name_taken"],
  [() => ({ adopt: NOWHERE }), "adopt", "not_found"],
  [({ closed }) => ({ adopt: closed }), "adopt", "adoption_mismatch"],
  [({ shared }) => ({ walletId: shared, initialBalance: "5.00" }), "initialBalance", "refused"],
];
/** The other dialect shows no ranges. */
const inOne: Reason = [() => ({ limits: { daily: "10000.01" } }), "limits.daily", "input_invalid"];
const groups = (reasons: readonly Reason[]) => [reasons.slice(0, 4), reasons.slice(4, 8), reasons.slice(8)];

test.each([
  ...groups([...inBoth, inOne]).map((reasons) => ["organization", reasons] as const),
  ...groups(inBoth).map((reasons) => ["merchant", reasons] as const),
])("%s: a card is refused in the preview, reason by reason, and nothing is created", async (dialect, reasons) => {
  const stack = await stackWithAda();
  if (dialect === "merchant") stack.setEnv({ FOURPAY_DIALECT: "merchant", FOURPAY_API_KEY: stack.sandbox.apiToken });
  const ids = prepare(stack.sandbox);
  const before = stack.cards;
  for (const [more, path, code] of reasons) await refuses(stack, card(more(ids)), path, code);
  expect(stack.cards).toEqual(before);
  expect(stack.sandbox.journal.count({ write: true })).toBe(0);
});

test("organization: wallets and fleets are refused in the preview as well", async () => {
  const stack = await stackWithAda();
  stack.sandbox.control.seedWallet({ providerId: seedIds.personalProvider, name: "Ads" });
  const wallet = (args: fourpay.WalletArgs) => () => void new fourpay.Wallet("ads", args);
  await refuses(stack, wallet({ providerId: NOWHERE }), "providerId", "not_found");
  await refuses(stack, wallet({ providerId: seedIds.personalProvider, name: "Ads" }), "name", "name_taken");
  await refuses(stack, wallet({ providerId: seedIds.personalProvider, adopt: NOWHERE }), "adopt", "not_found");
  const keys = Array.from({ length: 25 }, (_, index) => `k${10 + index}`);
  const fleet = () =>
    void new fourpay.CardFleet("team", {
      walletId: seedIds.wallet,
      defaults: { limits: { daily: "10000.01" } },
      cards: Object.fromEntries(keys.map((key) => [key, { holderId: "ada" }])),
    });
  const { output } = await refuses(stack, fleet, "cards.k29.limits.daily", "input_invalid");
  expect(output).toContain("and 5 more");
  expect(output).not.toContain("cards.k30.");
});

test("merchant: an account that is not there is refused", async () => {
  const stack = await openStack();
  stack.setEnv({ FOURPAY_DIALECT: "merchant", FOURPAY_API_KEY: stack.sandbox.apiToken });
  await refuses(stack, () => void new fourpay.Wallet("ads", { accountId: NOWHERE }), "accountId", "not_found");
});

test("a new card costs three requests in the preview and three in the up; unchanged ones cost none, whatever became of the wallet", async () => {
  const stack = await stackWithAda();
  stack.declare(card({}));
  const three = ["GET /holders/{holder_id}", "GET /wallets/{wallet_id}", "GET /wallets/{wallet_id}/limits"];
  expect(asked(await stack.preview()).sort()).toEqual(three);
  const up = asked(await stack.up());
  for (const route of [three[0], three[2]]) expect(up.filter((other) => other === route)).toHaveLength(1);

  stack.sandbox.control.setWalletStatus(seedIds.wallet, "inactive");
  expect((await stack.up()).requests).toEqual([]);
  stack.declare(card({ limits: { daily: "5.00" } }));
  const lowered = await stack.up();
  expect(opsOf(lowered, "card")).toEqual(["update"]);
  expect(asked(lowered).filter((route) => route.endsWith("/limits"))).toHaveLength(1);
  stack.declare(() => undefined);
  await stack.up();
  expect(stack.openCards).toEqual([]);
});

test("what this program makes right first is not refused: a wallet it activates, a holder it declares, a name it gives up", async () => {
  const stack = await openStack();
  const { control } = stack.sandbox;
  control.setWalletStatus(seedIds.wallet, "inactive");
  let firstName = "Ads";
  let second = false;
  stack.declare(() => {
    const wallet = new fourpay.Wallet("ads", {
      providerId: seedIds.personalProvider,
      name: "Team wallet",
      adopt: seedIds.wallet,
      active: true,
    });
    const ada = { cardOwnerId: "ada", firstName: "Ada", lastName: "L", email: "ada@example.com" };
    const holder = new fourpay.Holder("ada", ada);
    const before = { dependsOn: [wallet, holder] };
    const first = new fourpay.Card("first", { ...plain, name: firstName }, before);
    if (second) new fourpay.Card("second", { ...plain, name: "Ads" }, { dependsOn: [first] });
  });
  await stack.preview();
  await stack.up();
  expect(stack.openCards.map(({ name }) => name)).toEqual(["Ads"]);

  // The name moves on to another card, in order.
  firstName = "Renamed";
  second = true;
  await stack.preview();
  await stack.up();
  expect(stack.openCards.map(({ name }) => name).sort()).toEqual(["Ads", "Renamed"]);
});

test("a card that is deleted before it is replaced may keep its name under --replace", async () => {
  const stack = await stackWithAda();
  stack.declare(() => void new fourpay.Card("card", { ...plain, name: "Ads" }, { deleteBeforeReplace: true }));
  await stack.up();
  expect((await stack.resource("card")).inputs).not.toHaveProperty("deletedFirst");
  const report = await stack.up({ replace: ["card"] });
  expect(opsOf(report, "card")).toContain("replace");
  expect(stack.openCards.map(({ name }) => name)).toEqual(["Ads"]);
  expect((await stack.up()).requests).toEqual([]);
});

test("what the new cards need beyond the wallet's funds is a warning on the resource", async () => {
  const stack = await stackWithAda();
  const walletId = stack.sandbox.control.seedWallet({
    providerId: seedIds.physicalProvider,
    name: "Poor",
    balance: "100.00",
    balanceMode: "personal",
  });
  stack.declare(card({ walletId, initialBalance: "100.00" }));
  const { output } = await stack.preview();
  expect(output).toContain("Wallet Poor has 100.00; the new card needs 105.00");
  stack.declare(() => {
    for (const name of ["a", "b", "c", "d", "e"])
      new fourpay.Card(name, { ...plain, walletId, initialBalance: "30.00" });
  });
  const several = await stack.preview();
  expect(several.output).toContain("Wallet Poor has 100.00; the 3 new cards up to this one need 105.00");
  // Once for the wallet, and perhaps the total when no card came on top.
  expect(told(several, "Wallet Poor has")).toBeLessThanOrEqual(2);
});

test("an API that cannot be asked is one warning, and the preview works", async () => {
  const stack = await stackWithAda();
  stack.declare(() => {
    for (const name of ["a", "b"]) new fourpay.Card(name, { ...plain, cardType: "physical" });
  });
  stack.setEnv({ FOURPAY_API_KEY: "wrong" });
  const refused = await stack.preview();
  expect(told(refused, "The preview could not look at")).toBe(1);
  expect(refused.output).toContain("[unauthorized]");

  stack.setEnv({ FOURPAY_API_KEY: stack.sandbox.apiKey, FOURPAY_BASE_URL: "http://127.0.0.1:9" });
  const down = await stack.preview();
  expect(told(down, "The preview could not look at")).toBe(1);
});

test("switched off, nothing is asked", async () => {
  const stack = await stackWithAda({ env: { FOURPAY_PREVIEW_CHECKS: "false" } });
  stack.declare(card({ cardType: "physical", walletId: NOWHERE }));
  expect((await stack.preview()).requests).toEqual([]);
});
