import { describe, expect, it } from "vitest";
import { RetryQuota } from "../../../provider/api/retryQuota";
import type { ErrorCode } from "../../../provider/model/errors";

/** How many repetitions in a row are granted, asked at most this often. */
function granted(quota: RetryQuota, code: ErrorCode, asked = 1_000): number {
  for (let count = 0; count < asked; count += 1) if (!quota.afford(code)) return count;
  return asked;
}

describe("the repetitions a process may afford", () => {
  it.each<[ErrorCode, number]>([
    ["server_error", 100],
    ["no_answer", 100],
    ["not_sent", 100],
    ["rate_limited", 1_000],
  ])("after %s: %d of 1,000", (code, count) => {
    expect(granted(new RetryQuota(), code)).toBe(count);
  });

  it("five successes pay for one, and a success after a repetition pays for itself", () => {
    const quota = new RetryQuota();
    granted(quota, "server_error");
    for (let count = 0; count < 4; count += 1) quota.succeeded(false);
    expect(quota.afford("server_error")).toBe(false);
    quota.succeeded(false);
    expect(quota.afford("server_error")).toBe(true);
    expect(quota.afford("server_error")).toBe(false);
    quota.succeeded(true);
    expect(granted(quota, "server_error")).toBe(1);
  });

  it("never grows beyond where it began", () => {
    const quota = new RetryQuota();
    for (let count = 0; count < 100; count += 1) quota.succeeded(count % 2 === 0);
    expect(granted(quota, "server_error")).toBe(100);
  });
});
