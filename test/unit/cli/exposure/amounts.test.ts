// What limits allow in a day and in a month: only what is certain.
import { expect, it } from "vitest";
import { allowedBy } from "../../../../provider/cli/exposure/amounts";
import { UNKNOWN } from "../../../../provider/model/unknown";

const limit = (value: string) => ({ kind: "limit", value });
const bound = (value: string) => expect.objectContaining({ kind: "bound", value });
const unlimited = { kind: "unlimited" };
const later = { kind: "unknown", why: "later" };
const secret = { kind: "unknown", why: "secret" };

it.each([
  ["both are declared", { daily: "10", monthly: "100.5" }, limit("10.00"), limit("100.50")],
  ["a day has no more than a month", { monthly: "100.00" }, bound("100.00"), limit("100.00")],
  ["a month has at most 31 days", { daily: "0.10" }, limit("0.10"), bound("3.10")],
  ["a month touches at most six weeks", { weekly: "10.00" }, bound("10.00"), bound("60.00")],
  ["the smallest bound counts", { daily: "10.00", weekly: "20.00", yearly: "119.99" }, limit("10.00"), bound("119.99")],
  ["a lifetime bounds everything", { lifetime: "5.00" }, bound("5.00"), bound("5.00")],
  ["nought may lift a limit, so it bounds nothing", { daily: "0.00", monthly: "0" }, unlimited, unlimited],
  ["what stands beside nought bounds", { daily: "0.00", monthly: "9.00" }, bound("9.00"), limit("9.00")],
  ["a limit per transaction bounds no period", { perTransaction: "5.00" }, unlimited, unlimited],
  ["no limit at all", undefined, unlimited, unlimited],
  ["limits that are known only during the run", UNKNOWN, later, later],
  ["secret limits", "[secret]", secret, secret],
  ["one that is not known yet", { daily: UNKNOWN, monthly: "9.00" }, later, limit("9.00")],
  ["a secret that might bound", { daily: "[secret]" }, secret, secret],
  ["a secret beside a bound that is known", { weekly: "[secret]", daily: "1.00" }, limit("1.00"), bound("31.00")],
])("%s", (_, limits, daily, monthly) => {
  expect(allowedBy(limits)).toMatchObject({ daily, monthly });
});
