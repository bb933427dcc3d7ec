// How much a process takes while answers come and go: what is alive stays the same, what was read long ago must not pile up.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** Some 50 MB alive, of which a part is replaced again and again. Prints the largest heap in MB. */
const CHURN = `
const alive = Array.from({ length: 1000 }, () => new Array(6000).fill(0.5));
let largest = 0;
for (let round = 0; round < 6000; round += 1) {
  alive[round % 1000] = new Array(6000).fill(round + 0.5);
  if (round % 20 === 0) largest = Math.max(largest, process.memoryUsage().heapTotal);
}
console.log(largest / 2 ** 20);
`;

async function largestHeapMb(before: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", before + CHURN]);
  return Number(stdout);
}

it("a heap that is bound stays close to what is alive in it", { timeout: 60_000 }, async () => {
  const free = await largestHeapMb("");
  const bound = await largestHeapMb('require("./dist/pulumi/heap.js").boundHeapGrowth();');
  expect(bound).toBeLessThan(0.7 * free);
});

it("a runtime without a collector to call still manages fleets", async () => {
  const without = 'require("node:v8").setFlagsFromString = () => {};';
  const bound = 'require("./dist/pulumi/heap.js").boundHeapGrowth(); console.log("bound");';
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", without + bound]);
  expect(stdout).toBe("bound\n");
});
