import { expect, it } from "vitest";
import { ERROR_CODES, explain, FourpayError, isFourpayError } from "../../../provider/model/errors";

it("an error carries what it was given and nothing else", () => {
  const error = new FourpayError("rejected", "No.", { hint: "Do.", status: 422 });
  expect(
    Object.keys(error)
      .filter((key) => error[key as keyof FourpayError] !== undefined)
      .sort(),
  ).toEqual(["code", "hint", "name", "status"]);
  expect(new FourpayError("internal", "x", { cause: "y" }).cause).toBe("y");
});

it("is recognised by code", () => {
  const error = new FourpayError("not_found", "");
  expect([isFourpayError(error), isFourpayError(error, "not_found"), isFourpayError(error, "rejected")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(isFourpayError(new Error(""))).toBe(false);
});

it("explains itself with its hint and code", () => {
  expect(explain(new FourpayError("rejected", "No.", { hint: "Do." }))).toBe("No. Do. [rejected]");
  expect(explain(new Error("plain"))).toBe("plain");
  expect(explain(7)).toBe("7");
});

it("codes are never renamed by accident", () => {
  expect(ERROR_CODES).toEqual([
    "input_invalid",
    "config_missing",
    "config_invalid",
    "not_installed",
    "tenant_mismatch",
    "not_sent",
    "outcome_unknown",
    "unauthorized",
    "forbidden",
    "not_found",
    "rejected",
    "rate_limited",
    "server_error",
    "no_answer",
    "protocol_error",
    "wait_timeout",
    "failed_state",
    "unexpected_state",
    "cancelled",
    "name_taken",
    "holder_taken",
    "ambiguous",
    "adoption_mismatch",
    "limits_not_applied",
    "limit_not_removed",
    "not_applied",
    "live_cards_remain",
    "balance_stranded",
    "refused",
    "partial",
    "internal",
  ]);
});
