import { expect, it } from "vitest";
import { parseDuration } from "../../../provider/pulumi/duration";

it.each([
  ["90s", 90],
  ["5m", 300],
  ["1h", 3600],
  ["1h30m", 5400],
  ["1.5h", 5400],
  ["1m30s", 90],
  ["500ms", 0.5],
  ["1s500ms", 1.5],
])("%s is %d seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

it.each(["", "5", "5 m", "m", "-5m", "5d", "1h 30m", "0s", "5m!", "１０s"])("%j is refused", (text) => {
  expect(() => parseDuration(text)).toThrow(expect.objectContaining({ code: "input_invalid" }));
});
