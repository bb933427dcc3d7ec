import * as grpc from "@grpc/grpc-js";
import { expect, it, onTestFinished, vi } from "vitest";
import { connectEngine } from "../../../provider/pulumi/engineClient";
import { onEngineLoss } from "../../../provider/pulumi/engineLoss";

async function listen(port = 0): Promise<{ server: grpc.Server; port: number }> {
  const server = new grpc.Server();
  onTestFinished(() => server.forceShutdown());
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, chosen) =>
      error === null ? resolve(chosen) : reject(error),
    );
  });
  return { server, port: bound };
}

function watch(port: number) {
  const client = connectEngine(`127.0.0.1:${port}`);
  if (client === undefined) throw new Error("no client");
  onTestFinished(() => client.close());
  const channel = client.getChannel();
  const end = vi.fn<() => void>();
  onEngineLoss(channel, end);
  const ready = () => expect(channel.getConnectivityState(false)).toBe(grpc.connectivityState.READY);
  return { end, ready: () => vi.waitFor(ready, { timeout: 10_000 }) };
}

it("ends once, when an engine that was there refuses connections", async () => {
  const { server, port } = await listen();
  const { end, ready } = watch(port);
  await ready();
  expect(end).not.toHaveBeenCalled();
  server.forceShutdown();
  await vi.waitFor(() => expect(end).toHaveBeenCalledTimes(1), { timeout: 10_000 });
});

it("goes on when the connection was only closed", async () => {
  const { server, port } = await listen();
  const { end, ready } = watch(port);
  await ready();
  server.drain(`127.0.0.1:${port}`, 0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await ready();
  expect(end).not.toHaveBeenCalled();
});

it("waits for an engine that was never there", async () => {
  const { server, port } = await listen();
  server.forceShutdown();
  const { end, ready } = watch(port);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(end).not.toHaveBeenCalled();
  await listen(port);
  await ready();
  expect(end).not.toHaveBeenCalled();
});

it("has no engine to watch where the process was not started by one", () => {
  expect([undefined, "run", "--port"].map(connectEngine)).toEqual([undefined, undefined, undefined]);
});
