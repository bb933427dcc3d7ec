// Which fleets may be recorded as texts: those in which nothing can be secret.
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { isWrittenPlainly } from "../../../provider/pulumi/plain";

const card = { holder: { firstName: "Ada", email: "ada@example.com" }, limits: { daily: "5.00" }, tags: ["a", null] };
const plain = { walletId: pulumi.secret("w"), defaults: { frozen: false, reissue: undefined }, cards: { a: card } };
const noParent: Record<string, unknown> = { parent: {} };

it("texts, numbers, truth values, lists and plain objects are written plainly, whatever the wallet is", () => {
  expect(isWrittenPlainly(plain, noParent)).toBe(true);
  expect(
    isWrittenPlainly({ ...plain, cards: Object.assign(Object.create(null) as object, { a: card }) }, noParent),
  ).toBe(true);
  expect(isWrittenPlainly({ walletId: "w", cards: {} }, noParent)).toBe(true);
});

describe.each<[string, unknown]>([
  ["an output", pulumi.output("x")],
  ["a secret", pulumi.secret("x")],
  ["a promise", Promise.resolve("x")],
  ["a function", () => "x"],
  ["an object of a class", new Date(0)],
  ["an asset", new pulumi.asset.StringAsset("x")],
])("%s", (_, value) => {
  it.each([
    ["as all cards", { ...plain, cards: value }],
    ["as a card", { ...plain, cards: { a: card, b: value } }],
    ["deep in a card", { ...plain, cards: { a: { ...card, holder: { ...card.holder, email: value } } } }],
    ["in a list", { ...plain, cards: { a: { ...card, tags: [value] } } }],
    ["as the defaults", { ...plain, defaults: value }],
    ["in the defaults", { ...plain, defaults: { limits: { daily: value } } }],
  ])("%s is not", (_where, args) => {
    expect(isWrittenPlainly(args, noParent)).toBe(false);
  });
});

it("what an option may still make secret is not, nor what a parent's transformation may", () => {
  const transformation = ({ props, opts }: pulumi.ResourceTransformationArgs) => ({ props, opts });
  for (const options of [
    { additionalSecretOutputs: ["issued"] },
    { transformations: [transformation] },
    { transforms: [async ({ props, opts }: pulumi.ResourceTransformArgs) => ({ props, opts })] },
    { parent: { __transformations: [transformation] } as unknown as pulumi.Resource },
  ])
    expect(isWrittenPlainly(plain, { ...noParent, ...options })).toBe(false);
  expect(isWrittenPlainly(plain, { ...noParent, additionalSecretOutputs: [], transformations: [] })).toBe(true);
});
