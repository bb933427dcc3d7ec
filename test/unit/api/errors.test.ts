import { describe, expect, it } from "vitest";
import { type ErrorContext, errorFromAnswer, errorFromFailure, misfit } from "../../../provider/api/errors";
import { type Answer, ExchangeFailure, type FailureReason } from "../../../provider/api/exchange";
import { ORGANIZATION_HINTS } from "../../../provider/api/organization/hints";
import { type ErrorCode, FourpayError } from "../../../provider/model/errors";
import { Secret } from "../../../provider/model/secret";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const context = (kind: "read" | "write"): ErrorContext => ({
  kind,
  name: "card",
  request: { method: kind === "read" ? "GET" : "POST", path: "/x" },
  address: "http://127.0.0.1:4010",
  secrets: [new Secret("sk_live_abc")],
  hints: ORGANIZATION_HINTS,
});
const answer = (status: number, headers: Answer["headers"] = {}): Answer => ({ status, headers, body: "" });
const codeOf = (kind: "read" | "write", status: number) =>
  errorFromAnswer(answer(status), undefined, NOW, context(kind)).code;

describe("answers", () => {
  it.each<[number, ErrorCode, ErrorCode]>([
    [301, "protocol_error", "outcome_unknown"],
    [303, "protocol_error", "outcome_unknown"],
    [307, "protocol_error", "outcome_unknown"],
    [400, "rejected", "rejected"],
    [401, "unauthorized", "unauthorized"],
    [402, "rejected", "rejected"],
    [403, "forbidden", "forbidden"],
    [404, "not_found", "not_found"],
    [405, "rejected", "rejected"],
    [408, "no_answer", "outcome_unknown"],
    [409, "rejected", "rejected"],
    [410, "rejected", "rejected"],
    [421, "rejected", "rejected"],
    [422, "rejected", "rejected"],
    [425, "rejected", "rejected"],
    [429, "rate_limited", "rate_limited"],
    [500, "server_error", "outcome_unknown"],
    [501, "server_error", "outcome_unknown"],
    [502, "server_error", "outcome_unknown"],
    [503, "server_error", "outcome_unknown"],
    [504, "server_error", "outcome_unknown"],
    [505, "server_error", "outcome_unknown"],
    [599, "server_error", "outcome_unknown"],
  ])("%d: a read is %s, a write %s", (status, read, write) => {
    expect(codeOf("read", status)).toBe(read);
    expect(codeOf("write", status)).toBe(write);
  });

  it("carry status, request and the request id", () => {
    const error = errorFromAnswer(answer(409, { "x-request-id": "req-1" }), undefined, NOW, context("write"));
    expect(error).toMatchObject({ status: 409, request: { method: "POST", path: "/x" }, requestId: "req-1" });
  });

  it("401 and 403 say where the setting is", () => {
    const unauthorized = errorFromAnswer(answer(401), undefined, NOW, context("read"));
    const forbidden = errorFromAnswer(answer(403), undefined, NOW, context("read"));
    expect(unauthorized.hint).toContain("fourpay:apiKey");
    expect(unauthorized.hint).toContain("FOURPAY_API_KEY");
    expect(forbidden.hint).toContain("fourpay:organizationId");
  });

  it("422 names the fields by location and machine type, never by value or message", () => {
    const body = {
      detail: [
        {
          loc: ["body", "limits", "daily_limit"],
          type: "value_error.missing",
          msg: "planted message",
          input: "planted input",
        },
        { loc: ["body", "items", 3], type: "planted type, not a machine one" },
        "garbage",
      ],
    };
    const error = errorFromAnswer(answer(422), body, NOW, context("write"));
    expect(error.fields).toEqual([
      { location: "limits.daily", problem: "value_error.missing" },
      { location: "body.items.3", problem: "invalid" },
    ]);
    expect(JSON.stringify([error, error.message])).not.toContain("planted");
  });

  it.each<[string, (string | number)[], string]>([
    ["card", ["body", "cardOwnerId"], "holderId"],
    ["card", ["body", "cardProviderBinId"], "binId"],
    ["card", ["body", "limits", "year_limit"], "limits.yearly"],
    ["card", ["body", "limits", "other_limit"], "limits.other_limit"],
    ["card", ["path", "wallet_id"], "walletId"],
    ["holder", ["body", "cardOwnerId"], "cardOwnerId"],
    ["holder", ["path", "holder_id"], "cardOwnerId"],
    ["wallet", ["body", "id"], "providerId"],
    ["wallet", ["body", "accountBinDirections", 0, "cardProviderBinIds", 1], "binDirections.0.binIds.1"],
    ["wallet", ["body", "fees", "cardIssuing", "amount"], "fees.cardIssuing.amount"],
    ["wallet", ["body", "surprise"], "body.surprise"],
    ["card", ["query", "name"], "query.name"],
    ["card", ["body"], "body"],
    ["card", ["body", "constructor"], "body.constructor"],
    ["unheard of", ["body", "name"], "body.name"],
  ])("of a %s: %j is called %s", (name, loc, location) => {
    const body = { detail: [{ loc, type: "missing" }] };
    expect(errorFromAnswer(answer(422), body, NOW, { ...context("write"), name }).fields).toEqual([
      { location, problem: "missing" },
    ]);
  });

  it.each<[string, unknown, string]>([
    ["of the second generation", { ge: 1, le: 500.5 }, "t, ge 1, le 500.5"],
    ["of the first", { limit_value: "10" }, "t, limit_value 10"],
    ["of a length", { min_length: 2, max_length: 40, actual_length: 1 }, "t, min_length 2, max_length 40"],
    ["but no text", { ge: "planted", pattern: "planted", le: [1] }, "t"],
    ["and no number long enough to be a card", { le: "4111111111111111", ge: 4111111111111111 }, "t"],
    ["nothing of another shape", "planted", "t"],
  ])("bounds are shown: %s", (_name, ctx, problem) => {
    const body = { detail: [{ loc: ["body", "x"], type: "t", ctx }] };
    expect(errorFromAnswer(answer(422), body, NOW, context("write")).fields).toEqual([{ location: "body.x", problem }]);
  });

  it("a plain detail is shown without secrets", () => {
    const error = errorFromAnswer(
      answer(400),
      { detail: "key sk_live_abc, card 4111 1111 1111 1111" },
      NOW,
      context("write"),
    );
    expect(error.message).toContain("[hidden]");
    expect(error.message).not.toMatch(/sk_live_abc|4111/);
  });

  it.each<[string | undefined, number | undefined]>([
    ["3", 3_000],
    ["1.5", 1_500],
    ["0", 0],
    ["3600", 60_000],
    ["Thu, 01 Jan 2026 00:00:20 GMT", 20_000],
    ["Thu, 01 Jan 2015 00:00:00 GMT", 0],
    ["soon", undefined],
    ["-5", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("Retry-After %j is %j ms", (header, expected) => {
    for (const status of [429, 503]) {
      expect(
        errorFromAnswer(answer(status, { "retry-after": header }), undefined, NOW, context("read")).retryAfterMs,
      ).toBe(expected);
    }
  });
});

describe("no answer", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  const garbage = Object.assign(new Error("bad"), { code: "HPE_INVALID_CONSTANT", data: "planted" });

  it.each<[FailureReason, boolean, unknown, ErrorCode, ErrorCode]>([
    ["failed", false, refused, "not_sent", "not_sent"],
    ["failed", false, reset, "not_sent", "not_sent"],
    ["timeout", false, undefined, "not_sent", "not_sent"],
    ["failed", true, reset, "no_answer", "outcome_unknown"],
    // The code alone proves nothing once the request is on its way.
    ["failed", true, refused, "no_answer", "outcome_unknown"],
    ["timeout", true, undefined, "no_answer", "outcome_unknown"],
    ["failed", true, garbage, "protocol_error", "outcome_unknown"],
    ["too_large", true, undefined, "protocol_error", "outcome_unknown"],
    ["aborted", false, undefined, "cancelled", "cancelled"],
    ["aborted", true, undefined, "cancelled", "outcome_unknown"],
  ])("%s, dispatched %s (%s): a read is %s, a write %s", (reason, dispatched, cause, read, write) => {
    const failure = new ExchangeFailure(reason, dispatched, cause);
    expect(errorFromFailure(failure, context("read")).code).toBe(read);
    expect(errorFromFailure(failure, context("write")).code).toBe(write);
  });

  it("a request that was not sent says where it would have gone, and a closed port that the sandbox may be missing", () => {
    const closed = errorFromFailure(new ExchangeFailure("failed", false, refused), context("read"));
    const cut = errorFromFailure(new ExchangeFailure("failed", false, reset), context("read"));
    for (const error of [closed, cut]) expect(error.message).toContain("http://127.0.0.1:4010");
    expect(closed.hint).toContain("npx fourpay sandbox");
    const far = { ...context("read"), address: "https://api.example.com" };
    const down = errorFromFailure(new ExchangeFailure("failed", false, refused), far);
    for (const error of [cut, down]) expect(error.hint).not.toContain("sandbox");
  });

  it("the cause keeps the code and nothing that was on the wire", () => {
    const error = errorFromFailure(new ExchangeFailure("failed", true, garbage), context("read"));
    expect(error.cause).toMatchObject({ code: "HPE_INVALID_CONSTANT" });
    expect(error.cause).not.toHaveProperty("data");
  });

  it("our own reason to abort is what a read ends with, and what a write keeps as its cause", () => {
    const reason = new FourpayError("wait_timeout", "waited");
    const during = new ExchangeFailure("aborted", true, reason);
    expect(errorFromFailure(during, context("read"))).toBe(reason);
    const lost = errorFromFailure(during, context("write"));
    expect(lost.cause).toMatchObject({ code: "cancelled", cause: reason });
    expect(errorFromFailure(new ExchangeFailure("aborted", false, reason), context("write"))).toMatchObject({
      code: "cancelled",
      cause: reason,
    });
  });
});

it("a success that is not understood is a protocol error for a read and unknown for a write", () => {
  expect(misfit("data.id: custom", 201, context("read")).code).toBe("protocol_error");
  expect(misfit("data.id: custom", 201, context("write")).code).toBe("outcome_unknown");
});
