import { expect, it } from "vitest";
import { intervalMs } from "../../../provider/wait/interval";

it.each([
  [0, 300],
  [1_000, 300],
  [1_200, 300],
  [4_000, 1_000],
  [40_000, 10_000],
  [600_000, 10_000],
])("after %d ms the next look is %d ms away, give or take a fifth", (waited, expected) => {
  expect(intervalMs(waited, () => 0)).toBe(Math.round(expected * 0.8));
  expect(intervalMs(waited, () => 0.5)).toBe(expected);
  expect(intervalMs(waited, () => 0.999_999)).toBe(Math.round(expected * 1.2));
});
