// A stack before and after a change in which everything happens to a card that can: issued, reissued, closed, frozen, unfrozen, limits up
// and down, left behind, in single cards and in a fleet.
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";

const grace = { firstName: "Grace", lastName: "Hopper", email: "grace@example.com" };

export function declareBefore(): void {
  const { ada, ads, pool } = declareOthers();
  const card = cardOf(ada);
  card("launch", { walletId: ads.id, limits: { daily: "10.00", monthly: "100.00" } });
  card("design", { walletId: ads.id, limits: { monthly: "50.00" } });
  card("lisbon", { walletId: pool, limits: { daily: "7.00" } });
  card("jeep", { walletId: pool, limits: { weekly: "20.00" } });
  card("sleeper", { walletId: pool, limits: { monthly: "40.00" }, frozen: true });
  card("kept", { walletId: pool, limits: { monthly: "15.00" }, deletionPolicy: "retain" });
  card("calm", { walletId: pool, limits: { yearly: "600.00" } });
  declareFleet(ada, {
    one: {},
    two: { holder: grace, limits: { monthly: "60.00" } },
    three: {},
    four: { initialBalance: "1.00" },
  });
}

export function declareAfter(): void {
  const { ada, ads, pool } = declareOthers();
  const card = cardOf(ada);
  card("launch", { walletId: ads.id, limits: { daily: "10.00", monthly: "200.00" } });
  card("design", { walletId: ads.id, limits: { monthly: "50.00" }, reissue: "2027" });
  card("jeep", { walletId: pool, limits: { weekly: "20.00" }, frozen: true });
  card("sleeper", { walletId: pool, limits: { monthly: "30.00" }, frozen: false });
  card("calm", { walletId: pool, limits: { yearly: "600.00" } });
  card("video", { walletId: pool, limits: { daily: "8.00" }, initialBalance: "5.00" });
  const events = new fourpay.Wallet("events", { providerId: seedIds.sharedProvider });
  const bob = new fourpay.Holder("bob", { firstName: "Bob", lastName: "Bly", email: "bob@example.com" });
  card("fair", { walletId: events.id, holderId: bob.id, limits: { daily: "3.00", monthly: "70.00" } });
  declareFleet(ada, {
    one: { reissue: "lost" },
    two: { holder: grace, limits: { monthly: "80.00" } },
    four: { initialBalance: "1.00" },
    five: { holder: grace, initialBalance: "2.00" },
  });
}

/** What a preview cannot tell: a value that is known only during the run, and a secret one. */
export function declareHidden(): void {
  declareAfter();
  const wallet = new fourpay.Wallet("later", { providerId: seedIds.sharedProvider });
  const card = { walletId: wallet.id, holderId: "ada" };
  new fourpay.Card("later", { ...card, limits: wallet.id.apply(() => ({ monthly: "4.00" })) });
  new fourpay.Card("secret", { ...card, walletId: seedIds.wallet, limits: { monthly: pulumi.secret("7.00") } });
}

function declareOthers() {
  const ada = new fourpay.Holder("ada", {
    firstName: "Ada",
    lastName: "Lovelace",
    email: "ada@example.com",
    cardOwnerId: "ada",
  });
  const fees = { cardIssuing: { amount: "2.00", currency: "USD" } };
  const ads = new fourpay.Wallet("ads", { providerId: seedIds.sharedProvider, name: "Ads (EU)", fees });
  return { ada, ads, pool: seedIds.wallet };
}

function cardOf(holder: fourpay.Holder) {
  return (name: string, args: Omit<fourpay.CardArgs, "holderId"> & Partial<fourpay.CardArgs>) =>
    new fourpay.Card(name, { holderId: holder.id, ...args });
}

function declareFleet(ada: fourpay.Holder, cards: Record<string, fourpay.FleetCardArgs>): void {
  const own = Object.entries(cards).map(([key, card]) => [key, card.holder ? card : { holderId: ada.id, ...card }]);
  new fourpay.CardFleet("team", {
    walletId: seedIds.wallet,
    defaults: { limits: { daily: "5.00" } },
    cards: Object.fromEntries(own) as Record<string, fourpay.FleetCardArgs>,
  });
}
