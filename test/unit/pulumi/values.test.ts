import * as pulumi from "@pulumi/pulumi";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../provider/model/unknown";
import { fromEngine, toEngine } from "../../../provider/pulumi/values";

const unknown = pulumi.runtime.unknownValue;

describe("from the engine", () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["plain values as they are", { a: "x", b: 1, c: true, d: ["y"] }, { a: "x", b: 1, c: true, d: ["y"] }],
    ["the handler line left out", { __provider: "exports", a: "x" }, { a: "x" }],
    ["empty values left out, at any depth", { a: null, b: undefined, c: { d: null, e: "x" } }, { c: { e: "x" } }],
    [
      "unknowns at any depth",
      { a: unknown, b: [unknown, { c: unknown }] },
      { a: UNKNOWN, b: [UNKNOWN, { c: UNKNOWN }] },
    ],
  ])("%s", (_, given, expected) => {
    expect(fromEngine(given)).toEqual(expected);
  });

  it("a text that merely contains the marker is a text", () => {
    expect(fromEngine({ a: `x${unknown}` })).toEqual({ a: `x${unknown}` });
  });
});

describe("to the engine", () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["plain values as they are", { a: "x", b: 1, c: false, d: ["y"] }, { a: "x", b: 1, c: false, d: ["y"] }],
    ["undefined and null", { a: undefined, b: null, c: { d: undefined } }, { c: {} }],
    ["a bigint", { a: 1n, b: [1n, "x"] }, { b: ["x"] }],
    ["functions and symbols", { a: () => 1, b: Symbol("x") }, {}],
    ["numbers that are none", { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: 0 }, { c: 0 }],
    ["unknowns at any depth", { a: UNKNOWN, b: { c: [UNKNOWN] } }, { a: unknown, b: { c: [unknown] } }],
  ])("%s", (_, given, expected) => {
    const answer = toEngine(given);
    expect(answer).toEqual(expected);
    expect(Object.keys(answer).sort()).toEqual(Object.keys(expected).sort());
  });

  it("whatever is given, the wire format can carry the answer", () => {
    const odd = {
      a: 1n,
      b: undefined,
      c: new Date(0),
      d: new Map([["x", 1]]),
      e: [undefined, null, Symbol("x")],
      f: UNKNOWN,
    };
    expect(() => Struct.fromJavaScript(toEngine(odd) as never)).not.toThrow();
  });
});

it("known and unknown values survive both ways", () => {
  const values = { a: "x", b: [1, true, { c: UNKNOWN }], d: UNKNOWN };
  expect(fromEngine(toEngine(values))).toEqual(values);
});
