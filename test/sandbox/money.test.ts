import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import fc from "../support/properties";
import { issue, startWithAda, wallet } from "./client";
import { account, otherAccount, startMerchant, twoAccounts } from "./merchantClient";

const amount = fc.integer({ min: 1, max: 30_000 }).map((cents) => (cents / 100).toFixed(2));
const pick = fc.nat({ max: 5 });
const step = fc.oneof(
  fc.record({ do: fc.constantFrom("issue" as const, "issue elsewhere" as const) }),
  fc.record({ do: fc.constantFrom("fund", "defund", "spend"), card: pick, amount }),
  fc.record({ do: fc.constantFrom("terminate", "suspend", "resume", "remove"), card: pick }),
  fc.record({ as: fc.constant("merchant"), do: fc.constantFrom("topup", "withdraw"), card: pick, amount }),
  fc.record({ as: fc.constant("merchant"), do: fc.constantFrom("close", "freeze", "unfreeze"), card: pick }),
  fc.record({ do: fc.constant("transfer" as const), back: fc.boolean(), amount }),
  fc.record({ do: fc.constant("deposit" as const), amount }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.nat({ max: 400 }) }),
  fc.record({ do: fc.constant("fail" as const) }),
);

describe("money", () => {
  it("is neither made nor lost, whatever happens in whatever order in either dialect", async () => {
    for (const closeBalance of ["strand", "return"] as const) {
      const returns = closeBalance === "return";
      const merchantTransfer = returns ? "ids" : "accepted";
      const behaviour = { closeBalance, issueFeeRefundOnFailure: returns, merchantTransfer } as const;
      const merchant = await startMerchant({ ...twoAccounts, behaviour });
      const { organization } = merchant;
      const { control, faults, advance, reset } = merchant.sandbox;
      const transfer = (back: boolean, amount: string) => {
        const [from, to] = back ? [otherAccount, seedIds.wallet] : [account, seedIds.demoWallet];
        return merchant.post(`${from}/transfer`, { destinationAccountUuid: to, amount });
      };
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          reset();
          control.seedHolder({ id: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
          for (const taken of steps) {
            const cards = control.snapshot().cards;
            const card = "card" in taken ? cards[taken.card % Math.max(1, cards.length)] : undefined;
            const instrument = `/wallets/${card?.walletId}/instruments/${card?.id}`;
            const body = "amount" in taken ? { amount: taken.amount } : undefined;
            if (taken.do === "issue") await organization.post(`${wallet}/instruments`, issue);
            else if (taken.do === "issue elsewhere") await merchant.post(`${otherAccount}/cards`, issue);
            else if (taken.do === "fail") faults.add({ kind: "creating-failed" });
            else if (taken.do === "wait" && "ms" in taken) await advance(taken.ms);
            else if ("back" in taken) await transfer(taken.back, taken.amount);
            else if (taken.do === "deposit" && "amount" in taken) {
              await organization.post("/deposits", { currency: "USDTTRC20", accountId: seedIds.wallet });
              control.settleDeposits({ amount: taken.amount });
            } else if (card && taken.do === "remove") control.removeCard(card.id);
            else if (card && taken.do === "spend" && "amount" in taken) control.spend(card.id, taken.amount);
            else if (card && "as" in taken) {
              await merchant.post(`/accounts/${card.walletId}/cards/${card.id}/${taken.do}`, body);
            } else if (card && body) await organization.patch(`${instrument}/${taken.do}`, body);
            else if (card) await organization.post(`${instrument}/${taken.do}`);
            expect(control.snapshot().ledger.balanced).toBe(true);
          }
          await advance(60_000);
          const { ledger, wallets } = control.snapshot();
          expect(ledger.balanced).toBe(true);
          expect(wallets.every((one) => one.held === "0.00")).toBe(true);
        }),
        { numRuns: 40 },
      );
    }
  }, 60_000);

  it("holds ten thousand cards, and answers for each of a thousand questions at once", async () => {
    const { get, sandbox } = await startWithAda();
    for (let at = 0; at < 10_000; at++) {
      sandbox.control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: `card ${at}` });
    }
    const page = await get(`${wallet}/instruments?quantity=100&page=100`);
    expect(page.body.pagination).toMatchObject({ pages: 100, totalQuantity: 10_000 });
    const listed: { cardId: string }[] = Array.from({ length: 10 }, () => page.body.data).flat();
    // How fast it is, `npm run bench` says.
    const shown = await Promise.all(listed.map(({ cardId }) => get(`${wallet}/instruments/${cardId}`)));
    expect(shown.map(({ body }) => body.data.card.id)).toEqual(listed.map(({ cardId }) => cardId));
  }, 30_000);
});

describe("the real clock", () => {
  it("lets things happen by themselves and can be moved forward", async () => {
    const client = await startWithAda({ clock: "real", latency: { issueMs: 40, responseMs: 5 } });
    const issued = await client.post(`${wallet}/instruments`, issue);
    const path = `${wallet}/instruments/${issued.body.data.id}`;
    await expect.poll(async () => (await client.get(path)).body.data.card.status).toBe("active");
    await client.post(`${path}/terminate`);
    await client.sandbox.advance(60_000);
    expect((await client.get(path)).body.data.card.status).toBe("closed");
  });
});
