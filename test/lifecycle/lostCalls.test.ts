// Calls that never reached the engine: without a guard the SDK lets the program end well, and the engine closes the cards it misses.
import * as grpc from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { openStack } from "../support/stack";

interface Registration {
  getType?(): string;
}
const { interceptors } = (pulumi.runtime as unknown as { grpcClientOptions: { interceptors: grpc.Interceptor[] } })
  .grpcClientOptions;

/** Below the SDK's clients, where the connection is: the call is not sent, and ends as one that was lost. */
function loseCalls(call: string, type: string, code: number): void {
  const lose: grpc.Interceptor = (options, nextCall) => {
    let start = (): void => undefined;
    let end = (): void => undefined;
    let isLost = false;
    return new grpc.InterceptingCall(nextCall(options), {
      start(metadata, listener, next) {
        start = () => next(metadata, listener);
        end = () => listener.onReceiveStatus({ code, details: "Connection dropped", metadata });
      },
      sendMessage(message: Registration, next) {
        isLost = options.method_definition.path.endsWith(`/${call}`) && message.getType?.().endsWith(type) !== false;
        // A moment later, as a network does: at once, the SDK would notice some of them by chance.
        if (isLost) return void setTimeout(end, 5);
        start();
        return next(message);
      },
      halfClose: (next) => (isLost ? undefined : next()),
    });
  };
  interceptors.push(lose);
  onTestFinished(() => void interceptors.splice(interceptors.indexOf(lose), 1));
}

/** The SDK leaves some promises of a program that failed to nobody; they are kept from the test runner, and looked at. */
function hearStrayRejections(): unknown[] {
  const strays: unknown[] = [];
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", (stray) => strays.push(stray));
  onTestFinished(() => {
    process.removeAllListeners("unhandledRejection");
    for (const other of others) process.on("unhandledRejection", other);
  });
  return strays;
}

test.each([
  ["a card's registration", "RegisterResource", ":Card", 14],
  ["a card's registration", "RegisterResource", ":Card", 1],
  ["the stack's registration", "RegisterResource", ":Stack", 14],
  ["the call that begins the program", "SetRootResource", "", 14],
  ["the question what the engine can do", "GetDeploymentInfo", "", 14],
])("%s (%s%s, code %d) fails the run, and no card is closed", async (_what, call, type, code) => {
  const stack = await openStack();
  stack.declare(() => {
    const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
    new fourpay.Card("card", { walletId: seedIds.wallet, holderId: ada.id, limits: { daily: "10.00" } });
  });
  await stack.up();
  loseCalls(call, type, code);
  const strays = hearStrayRejections();
  const report = await stack.run("up");
  expect(report.failed, report.output).toBe(true);
  expect(report.output).toMatch(/Connection dropped|terminating|Nothing was deleted because of that/);
  expect(report.steps.filter(({ op }) => op !== "same")).toEqual([]);
  expect(report.writes).toEqual([]);
  expect(stack.openCards).toHaveLength(1);
  expect(await stack.state()).toHaveLength(2);
  for (const stray of strays) expect(String(stray)).toMatch(/Connection dropped|failed to register new resource/);
});
