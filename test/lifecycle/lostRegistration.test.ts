// A registration that never reached the engine: without a guard the SDK lets the program end well, and the engine closes what it misses.
import { createRequire } from "node:module";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { openStack } from "../support/stack";

interface Request {
  getType(): string;
}
type Register = (this: unknown, request: Request, answer: (error: unknown, response?: unknown) => void) => void;

const { ResourceMonitorClient } = createRequire(__filename)("@pulumi/pulumi/proto/resource_grpc_pb") as {
  ResourceMonitorClient: { prototype: { registerResource: Register } };
};

function loseRegistrationsOf(type: string, code: number): void {
  const client = ResourceMonitorClient.prototype;
  const register = client.registerResource;
  onTestFinished(() => {
    client.registerResource = register;
  });
  client.registerResource = function (request, answer) {
    if (!request.getType().endsWith(type)) {
      register.call(this, request, answer);
      return;
    }
    setTimeout(
      () => answer(Object.assign(new Error("Connection dropped"), { code, details: "Connection dropped" })),
      5,
    );
  };
}

test.each([14, 1])("with code %d fails the run, and no card is closed", async (code) => {
  const stack = await openStack();
  stack.declare(() => {
    const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
    new fourpay.Card("card", { walletId: seedIds.wallet, holderId: ada.id, limits: { daily: "10.00" } });
  });
  await stack.up();
  loseRegistrationsOf(":Card", code);
  const report = await stack.run("up");
  expect(report.failed, report.output).toBe(true);
  expect(report.output).toContain("Nothing was deleted because of that");
  expect(report.steps.filter(({ op }) => op !== "same")).toEqual([]);
  expect(report.writes).toEqual([]);
  expect(stack.openCards).toHaveLength(1);
  expect(await stack.state()).toHaveLength(2);
});
