import { expect, it } from "vitest";
import { cardLifecycle } from "../../../provider/lifecycle/card";
import { failure, plainCard, stop, urnOf, world } from "../../support/lifecycleWorld";

it("begins no write after a cancel, however long what is on its way may still take", async () => {
  const w = await world();
  const cancel = new AbortController();
  w.mishap("issue", { kind: "rate-limit", retryAfterSeconds: 2 });
  w.clock.after(1_000, () => stop(cancel));
  const writeSignal = new AbortController().signal;
  const operation = { ...w.operation(urnOf("Card", "card"), { cancel }), writeSignal };

  const failed = await failure(cardLifecycle.create(operation, w.card().check(plainCard)));

  expect(failed.code).toBe("cancelled");
  expect(w.writes).toEqual(["issue"]);
});
