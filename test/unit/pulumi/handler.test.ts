// What recorded state depends on: these texts and names must never change.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as handlers from "../../../provider/dynamic";
import { withHandler } from "../../../provider/pulumi/handler";
import { handlerLine } from "../../../provider/recorded";

it.each([
  ["card", 'exports.handler=()=>require("pulumi-fourpay/dynamic").card'],
  ["fleet", 'exports.handler=()=>require("pulumi-fourpay/dynamic").fleet'],
  ["wallet", 'exports.handler=()=>require("pulumi-fourpay/dynamic").wallet'],
  ["holder", 'exports.handler=()=>require("pulumi-fourpay/dynamic").holder'],
  ["webhook", 'exports.handler=()=>require("pulumi-fourpay/dynamic").webhook'],
] as const)("the handler line of a %s is frozen", (name, line) => {
  expect(handlerLine(name)).toBe(line);
});

it("every name a handler line asks for is there, with everything the engine calls", () => {
  expect(Object.keys(handlers).toSorted()).toEqual(["card", "fleet", "holder", "wallet", "webhook"]);
  for (const [name, handler] of Object.entries(handlers)) {
    for (const method of ["configure", "check", "diff", "create", "read", "update", "delete"] as const) {
      expect(typeof handler[method], `${name}.${method}`).toBe("function");
    }
  }
});

it("the package exports the entry the lines require", () => {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as { exports: Record<string, unknown> };
  expect(exports).toHaveProperty(["./dynamic"]);
});

it("the line is put in place last, after the user's own transformations", () => {
  const users = () => ({ props: { __provider: "theirs", a: 1 }, opts: {} });
  const { transformations = [] } = withHandler("card", { transformations: [users] });
  const place = transformations.at(-1);
  expect(transformations[0]).toBe(users);
  expect(place?.({ props: { __provider: "theirs", a: 1 }, opts: {} } as never)?.props).toEqual({
    __provider: handlerLine("card"),
    a: 1,
  });
});
