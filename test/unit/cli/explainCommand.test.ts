// `fourpay explain`: every stable code is told, and found in the message it ends.

import { describe, expect, test } from "vitest";
import { explainCode } from "../../../provider/cli/explainCommand";
import { ERROR_CODES } from "../../../provider/model/errors";

test("lists every stable code once", () => {
  const listed = explainCode(undefined)
    .trim()
    .split("\n")
    .map((line) => line.split(" ")[0]);
  expect(listed).toEqual([...ERROR_CODES]);
});

describe.each(ERROR_CODES)("%s", (code) => {
  test("has a meaning, a cause and a cure", () => {
    const lines = explainCode(code).split("\n");
    expect(lines[0]).toBe(code);
    const headings = ["Why it happens", "What to do"].map((heading) => lines.indexOf(heading));
    for (const at of headings) expect(lines[at + 1]).toMatch(/^- .{10}/);
  });
});

test("finds the code at the end of a whole message", () => {
  expect(explainCode("The card request was rejected earlier. Look first. [outcome_unknown]")).toMatch(
    /^outcome_unknown\n/,
  );
});

test("a text without a code is refused", () => {
  expect(() => explainCode("no such thing")).toThrow(expect.objectContaining({ code: "input_invalid" }));
});
