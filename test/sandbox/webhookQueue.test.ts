import { expect, it } from "vitest";
import { DeliveryQueue } from "../../provider/sandbox/merchant/webhookQueue";

it("deliveries wait for one another: eight at a time, all of them in the end, also after one that fails", async () => {
  const queue = new DeliveryQueue();
  let [running, most, done] = [0, 0, 0];
  for (let at = 0; at < 30; at++) {
    queue.add(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      done++;
      if (at % 7 === 0) throw new Error("planted");
    });
  }
  await queue.settled();
  expect([most, done]).toEqual([8, 30]);
});
