// Calls that never reached the engine: without a guard the SDK lets the program end well, and the engine closes the cards it misses.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, inject, onTestFinished, test } from "vitest";
import { engineEnvironment } from "../../provider/cli/engine";
import { openStack, type RunReport, type TestStack } from "../support/stack";

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
        if (isLost) return void setTimeout(5).then(end);
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

type WalletId = pulumi.Input<string> | (() => pulumi.Input<string>);

function declareCard(stack: TestStack, walletId: WalletId): void {
  stack.declare(() => {
    const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
    const wallet = typeof walletId === "function" ? walletId() : walletId;
    new fourpay.Card("card", { walletId: wallet, holderId: ada.id, limits: { daily: "10.00" } });
  });
}

async function nothingHappened(stack: TestStack, report: RunReport): Promise<void> {
  expect(report.failed, report.output).toBe(true);
  expect(report.steps.filter(({ op }) => op !== "same")).toEqual([]);
  expect(report.writes).toEqual([]);
  expect(stack.openCards).toHaveLength(1);
  expect(await stack.state()).toHaveLength(2);
}

test.each([
  ["a card's registration", "RegisterResource", ":Card", 14],
  ["a card's registration", "RegisterResource", ":Card", 1],
  ["the stack's registration", "RegisterResource", ":Stack", 14],
  ["the call that begins the program", "SetRootResource", "", 14],
  ["the question what the engine can do", "GetDeploymentInfo", "", 14],
  ["what a card is declared with", "ReadResource", "", 14],
])("%s (%s%s, code %d) fails the run, and no card is closed", async (_what, call, type, code) => {
  const stack = await openStack();
  declareCard(stack, seedIds.wallet);
  await stack.up();
  declareCard(
    stack,
    call === "ReadResource" ? () => new pulumi.StackReference("other").requireOutput("w") : seedIds.wallet,
  );
  loseCalls(call, type, code);
  const strays = hearStrayRejections();
  const report = await stack.run("up");
  expect(report.output).toMatch(/Connection dropped|terminating|Nothing was deleted because of that/);
  await nothingHappened(stack, report);
  for (const stray of strays) expect(String(stray)).toMatch(/Connection dropped|failed to register new resource/);
});

test.each([
  ["at once", () => Promise.reject(new Error("lookup failed"))],
  ["later", () => setTimeout(300).then(() => Promise.reject(new Error("lookup failed")))],
])("a card whose wallet cannot be told (%s) is an error of the program, and is not closed", async (_when, walletId) => {
  const stack = await openStack();
  declareCard(stack, seedIds.wallet);
  await stack.up();
  declareCard(stack, walletId);
  hearStrayRejections();
  const report = await stack.run("up");
  expect(report.output).toContain("lookup failed");
  await nothingHappened(stack, report);
});

test.each([0, 50])(
  "a program that throws after %d ms what a command of it failed with is not taken for an engine that ends",
  async (delayMs) => {
    const stack = await openStack();
    declareCard(stack, seedIds.wallet);
    await stack.up();
    stack.declare(async () => {
      if (delayMs > 0) await setTimeout(delayMs);
      throw Object.assign(new Error("Command failed: op read"), { code: 1 });
    });
    hearStrayRejections();
    const report = await stack.run("up");
    expect(report.output).toContain("Command failed: op read");
    await nothingHappened(stack, report);
  },
);

test("a process that nobody listens in outlives a program that was cut off as it began", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fourpay-lifecycle-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const { root, env } = inject("engine");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(__dirname, "..", "support", "lostBeginning.mjs"), folder, root],
    {
      env: {
        ...process.env,
        ...engineEnvironment({ home: join(folder, "home"), backendDir: folder, passphrase: "correct horse" }),
        ...env,
      },
    },
  );
  expect(stdout).toContain("failed");
  expect(stdout).toContain("Connection dropped");
});
