import { describe, expect, it } from "vitest";
import { cardIssued, cardReaches, type Verdict, walletReaches } from "../../../provider/wait/conditions";

/** `done`, `pending`, or the code of the failure. */
const read = (verdict: Verdict): string => (verdict.kind === "failed" ? verdict.error.code : verdict.kind);
const seen = (status: string | undefined) => (status === undefined ? undefined : { status });

describe("cardIssued", () => {
  it.each([
    [undefined, "pending"],
    ["creating", "pending"],
    ["active", "done"],
    ["frozen", "done"],
    ["blocked", "done"],
    ["expired", "done"],
    ["creating_failed", "failed_state"],
    ["closed", "unexpected_state"],
    ["something_new", "pending"],
    ["", "pending"],
  ])("%s: %s", (status, expected) => {
    expect(read(cardIssued(seen(status)))).toBe(expected);
  });
});

describe("cardReaches", () => {
  it.each([
    ["frozen", undefined, "pending"],
    ["frozen", "active", "pending"],
    ["frozen", "frozen", "done"],
    ["frozen", "closed", "unexpected_state"],
    ["frozen", "creating_failed", "unexpected_state"],
    ["frozen", "something_new", "pending"],
    ["active", "frozen", "pending"],
    ["active", "active", "done"],
    ["active", "closed", "unexpected_state"],
    ["closed", "active", "pending"],
    ["closed", "closed", "done"],
    ["closed", "creating_failed", "unexpected_state"],
  ] as const)("%s, seeing %s: %s", (target, status, expected) => {
    expect(read(cardReaches(target)(seen(status)))).toBe(expected);
  });
});

describe("walletReaches", () => {
  it.each([
    ["active", undefined, "pending"],
    ["active", "creating", "pending"],
    ["active", "activating", "pending"],
    ["active", "active_changing", "pending"],
    ["active", "inactive", "pending"],
    ["active", "active", "done"],
    ["active", "creating_failed", "failed_state"],
    ["active", "activating_failed", "failed_state"],
    ["active", "something_new", "pending"],
    ["inactive", "active", "pending"],
    ["inactive", "inactive", "done"],
    ["inactive", "active_changing_failed", "failed_state"],
    ["inactive", "creating_failed", "failed_state"],
  ] as const)("%s, seeing %s: %s", (target, status, expected) => {
    expect(read(walletReaches(target)(seen(status)))).toBe(expected);
  });
});

it("an unknown status is reported as such, and its text only when it is harmless", () => {
  const told = (status: string) => {
    const verdict = cardIssued({ status });
    return verdict.kind === "pending" ? verdict.seen : "";
  };
  expect(told("creating")).toBe("creating");
  expect(told("renewing")).toContain("renewing");
  expect(told("renewing")).not.toBe("renewing");
  for (const status of ["Bearer sk-1", "<b>", "a\nb", "x".repeat(200)]) expect(told(status)).not.toContain(status);
});
