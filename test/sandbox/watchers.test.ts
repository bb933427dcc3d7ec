import { describe, expect, it } from "vitest";
import { type ExchangePhase, seedIds } from "../../provider/sandbox";
import { issue, startWithAda, wallet } from "./client";

/** What was told, as `phase route`. */
async function watched() {
  const client = await startWithAda();
  const told: string[] = [];
  const stop = client.sandbox.onExchange((phase, entry) => told.push(`${phase} ${entry.route}`));
  return { ...client, told, stop };
}

/** The reply reaches the caller a moment before the sandbox hears that it has left. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe("watching exchanges", () => {
  it("tells when a request is received, processed and answered, in this order", async () => {
    const { get, post, told } = await watched();
    await get("/holders/ada");
    await post(`${wallet}/instruments`, issue);
    await settled();
    const phases = (route: string) => ["received", "processed", "answered"].map((phase) => `${phase} ${route}`);
    expect(told).toEqual([...phases("GET /holders/{holder_id}"), ...phases("POST /wallets/{wallet_id}/instruments")]);
  });

  it("happens before anything is done, and again when it is done and the caller does not know yet", async () => {
    const { post, sandbox } = await startWithAda();
    const seen: [ExchangePhase, number, boolean, number | null][] = [];
    sandbox.onExchange((phase, { committed, status }) => {
      seen.push([phase, sandbox.control.snapshot().cards.length, committed, status]);
    });
    await post(`${wallet}/instruments`, issue);
    await settled();
    expect(seen).toEqual([
      ["received", 0, false, null],
      ["processed", 1, true, null],
      ["answered", 1, true, 201],
    ]);
  });

  it("lets the listener change what the request then finds", async () => {
    const { get, sandbox } = await startWithAda();
    sandbox.onExchange((phase) => {
      if (phase === "received") sandbox.control.setWalletStatus(seedIds.wallet, "inactive");
    });
    expect((await get(wallet)).body.data.status).toBe("inactive");
  });

  it("has no processing to tell of where a request was refused beforehand, and still tells the end of one that was cut", async () => {
    const { get, sandbox, told } = await watched();
    sandbox.faults.add({ kind: "rate-limit" });
    await get("/holders");
    sandbox.faults.add({ kind: "drop-after-commit" });
    await expect(get("/holders")).rejects.toThrow();
    await settled();
    const route = "GET /holders";
    expect(told).toEqual(
      ["received", "answered", "received", "processed", "answered"].map((phase) => `${phase} ${route}`),
    );
  });

  it("hands out copies, tells only the end of a request to no endpoint, and stops when it is told to", async () => {
    const { get, sandbox, stop, told } = await watched();
    sandbox.onExchange((_, entry) => {
      entry.route = "forged";
    });
    await get("/nowhere");
    await get("/holders");
    await settled();
    expect(told).toHaveLength(4);
    stop();
    await get("/holders");
    expect(told).toHaveLength(4);
    expect(sandbox.journal.list().map(({ route }) => route)).toEqual([null, "GET /holders", "GET /holders"]);
  });
});
