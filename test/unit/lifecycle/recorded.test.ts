import { describe, expect, it } from "vitest";
import { expanded, recordedLike } from "../../../provider/lifecycle/recorded";

const CARD = "pulumi-nodejs:dynamic/fourpay:Card";
const urn = (types: string, name = "ada") => `urn:pulumi:dev::cards::${types}::${name}`;
const written = (resourceUrn: string) => recordedLike({}, { resourceUrn }).resourceUrn;

describe("a URN", () => {
  it("is written without what all of ours begin with", () => {
    expect(written(urn(CARD))).toBe("dev::cards::Card::ada");
    expect(written(urn(`example:index:Team$${CARD}`))).toBe("dev::cards::example:index:Team$Card::ada");
  });

  it.each([
    urn(CARD),
    urn(`example:index:Team$${CARD}`),
    urn(`pulumi-nodejs:dynamic/fourpay:Wallet$${CARD}`),
    urn(CARD, "with::colons:and$dollars"),
    urn("pulumi-nodejs:dynamic/other:Card"),
    urn(`oddly named$${CARD}`),
    urn("pulumi-nodejs:dynamic/fourpay:Odd:Card"),
    urn("", ""),
    "urn:pulumi:dev::cards",
    "no urn at all",
    "a::b::Card::looks like a short one",
    "",
  ])("comes back as it was: %s", (resourceUrn) => {
    expect(expanded({ resourceUrn: written(resourceUrn) }).resourceUrn).toBe(expanded({ resourceUrn }).resourceUrn);
    if (resourceUrn.startsWith("urn:")) expect(expanded({ resourceUrn }).resourceUrn).toBe(resourceUrn);
  });

  it("stays written as it is, unless it is another one", () => {
    const before = { resourceUrn: urn(CARD) };
    expect(recordedLike(before, before)).toEqual(before);
    expect(recordedLike(before, { resourceUrn: urn(CARD, "bob") })).toEqual({ resourceUrn: "dev::cards::Card::bob" });
  });

  it("that is not known yet passes", () => {
    const unknown = { resourceUrn: Symbol("unknown") };
    expect(expanded(unknown)).toEqual(unknown);
    expect(recordedLike({}, unknown)).toEqual(unknown);
  });
});

describe("the tenant", () => {
  const whole = { baseUrl: "https://api.4pay.cc", dialect: "merchant", tenant: "Team of two", schemaVersion: 1 };
  const short = { tenant: "2 merchant https://api.4pay.cc Team of two" };

  it("is one text, which says all of it", () => {
    expect(recordedLike({}, { status: "active", ...whole })).toEqual({ status: "active", ...short });
    expect(expanded(short)).toEqual({ ...whole, schemaVersion: 2 });
  });

  it("keeps the shape of version 0.1.0 where a state has it and is only read", () => {
    expect(recordedLike(whole, whole)).toEqual(whole);
    expect(expanded(whole)).toEqual(whole);
  });

  it("is not made up where none is recorded", () => {
    expect(expanded({ name: "x" })).toEqual({ name: "x" });
    expect(expanded({ tenant: "2 nobody" })).toEqual({ tenant: "2 nobody" });
    expect(recordedLike({}, { name: "x" })).toEqual({ name: "x" });
  });
});

describe("the cards of a fleet", () => {
  const whole = { baseUrl: "https://api.4pay.cc", dialect: "organization", tenant: "t", schemaVersion: 1 };
  const cards = {
    a: { holderId: "ada", limits: { daily: "5.00" } },
    b: { holder: { email: 'odd"one\\@example.com' } },
  };
  const fleet = { walletId: "w", cards, issued: { a: { id: "1", status: "active" } }, ...whole };

  it("are one text, and what was issued another, where they may be", () => {
    const recorded = recordedLike({}, fleet, true);
    expect(recorded).toEqual({
      walletId: "w",
      cards: JSON.stringify(cards),
      issued: JSON.stringify(fleet.issued),
      tenant: "3 organization https://api.4pay.cc t",
    });
    expect(expanded(recorded)).toEqual({ ...fleet, schemaVersion: 3 });
  });

  it("are read for ever as they were first written", () => {
    const first = {
      cards: '{"ada":{"holderId":"h","limits":{"daily":"5.00"}}}',
      issued: '{"ada":{"id":"1","status":"active","holderId":"h"}}',
      resourceUrn: "dev::app::CardFleet::team",
      tenant: "3 merchant https://api.4pay.cc Team of two",
    };
    expect(expanded(first)).toEqual({
      cards: { ada: { holderId: "h", limits: { daily: "5.00" } } },
      issued: { ada: { id: "1", status: "active", holderId: "h" } },
      resourceUrn: "urn:pulumi:dev::app::pulumi-nodejs:dynamic/fourpay:CardFleet::team",
      baseUrl: "https://api.4pay.cc",
      dialect: "merchant",
      tenant: "Team of two",
      schemaVersion: 3,
    });
  });

  it("stay as they are recorded where they are only read", () => {
    const nested = recordedLike({}, fleet);
    expect(nested).toMatchObject({ cards, tenant: "2 organization https://api.4pay.cc t" });
    const texts = recordedLike({}, fleet, true);
    for (const recorded of [nested, texts]) expect(recordedLike(recorded, expanded(recorded))).toEqual(recorded);
  });

  it("are never texts in inputs, nor is anything of a single card", () => {
    const texts = recordedLike({}, fleet, true);
    expect(recordedLike(texts, { walletId: "w", cards })).toEqual({ walletId: "w", cards });
    expect(recordedLike({}, { cards: '{"a":1}', ...whole }, true)).toMatchObject({
      cards: '{"a":1}',
      tenant: "2 organization https://api.4pay.cc t",
    });
    expect(recordedLike({}, { status: "active", ...whole }, true).tenant).toMatch(/^2 /);
  });

  it.each(["", "{", "null", "[]", '"a"', undefined, 7])("that cannot be read are not taken for none: %s", (text) => {
    const recorded = recordedLike({}, fleet, true);
    for (const name of ["cards", "issued"]) {
      const reading = () => expanded({ ...recorded, [name]: text });
      expect(reading).toThrow(expect.objectContaining({ code: "input_invalid" }) as Error);
    }
  });

  it("that the engine still holds encrypted pass as they are", () => {
    const hidden = { ciphertext: "v1:…" };
    expect(expanded({ ...recordedLike({}, fleet, true), issued: hidden })).toMatchObject({ issued: hidden, cards });
  });
});
