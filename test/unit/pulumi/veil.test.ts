import { describe, expect, it } from "vitest";
import { PartialFailure } from "../../../provider/lifecycle/operation";
import { FourpayError } from "../../../provider/model/errors";
import { Secret } from "../../../provider/model/secret";
import { UNKNOWN } from "../../../provider/model/unknown";
import { toEngineError } from "../../../provider/pulumi/failures";
import { secretsIn, veil } from "../../../provider/pulumi/veil";
import { printed } from "../../support/printed";

const KEY = "sk_live_planted/1";
const PAN = "4111 1111 1111 1111";
const key = new Secret(KEY);

describe("what leaves for the engine", () => {
  it("holds no credential and no card number, at any depth, whatever the API showed", () => {
    const { values } = veil([key], {});
    expect(
      values({ name: `Ads ${KEY}`, network: PAN, list: [{ deep: encodeURIComponent(KEY) }], count: 1, on: true }),
    ).toEqual({
      name: "Ads [hidden]",
      network: "[hidden]",
      list: [{ deep: "[hidden]" }],
      count: 1,
      on: true,
    });
  });

  it("keeps what was declared or recorded: the engine compares it, and encrypts what is secret", () => {
    const { values } = veil([key], { inputs: { secret: KEY, nested: [{ name: PAN }] } });
    expect(values({ secret: KEY, other: PAN, changed: `${PAN}!` })).toEqual({
      secret: KEY,
      other: PAN,
      changed: "[hidden]!",
    });
  });

  it("keeps unknown values", () => {
    expect(veil([key], {}).values({ id: UNKNOWN, list: [UNKNOWN] })).toEqual({ id: UNKNOWN, list: [UNKNOWN] });
  });

  it("is not mangled by a secret so short that it is found everywhere", () => {
    const { text, values } = veil([new Secret("a")], {});
    expect([text("a card"), values({ status: "active" })]).toEqual(["a card", { status: "active" }]);
  });
});

it("an error says neither, as text, as reason or in the state it carries", () => {
  const curtain = veil([key], { name: "n" });
  const foreign = [new TypeError(`cannot send ${KEY}`), new FourpayError("rejected", `The API says ${KEY} ${PAN}.`)];
  for (const reason of foreign) {
    const state = { name: "n", status: `${KEY}`, network: PAN };
    for (const error of [reason, new PartialFailure("id-1", state, reason)]) {
      const told = printed(toEngineError(error, { __provider: "line" }, curtain));
      expect(told).toContain("[hidden]");
      expect(told).not.toContain(KEY);
      expect(told).not.toContain("4111");
    }
  }
});

it("secret inputs are taken from all versions of the inputs, where they are texts", () => {
  const found = secretsIn(["secret"], { secret: "one" }, { secret: "two" }, { secret: 3 }, {}, { secret: "" });
  expect(found.map((secret) => secret.reveal())).toEqual(["one", "two"]);
});
