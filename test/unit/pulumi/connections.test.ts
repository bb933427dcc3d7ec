// Programs of one process whose engines, one after the other, had the same port: connections as the SDK makes and leaves them.
import * as grpc from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { EngineClient, EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { expect, it, onTestFinished } from "vitest";
// For what loading the package does.
import "../../../provider/index";
import { guardConnections, shareNoConnections } from "../../../provider/pulumi/connections";

const UNAVAILABLE = grpc.status.UNAVAILABLE;
const sdkOptions = () => (pulumi.runtime as unknown as { grpcClientOptions: grpc.ClientOptions }).grpcClientOptions;

async function openEngine(port: number): Promise<{ port: number; end(): void }> {
  const server = new grpc.Server();
  const log: grpc.handleUnaryCall<LogRequest, Empty> = (_call, answer) => answer(null, new Empty());
  server.addService({ log: EngineService.log }, { log });
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, at) => {
      if (error === null) resolve(at);
      else reject(error);
    });
  });
  const end = () => server.forceShutdown();
  onTestFinished(end);
  return { port: bound, end };
}

function connect(port: number, options: grpc.ClientOptions): EngineClient {
  const client = new EngineClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
  onTestFinished(() => client.close());
  return client;
}

const codeOf = (client: EngineClient) =>
  new Promise<grpc.status | undefined>((resolve) => {
    client.log(new LogRequest(), (error) => resolve(error?.code));
  });

/** Which code the first call of a later run ends with, after an earlier run whose last words came too late. */
async function firstCallOnAnOldPort(options: grpc.ClientOptions): Promise<grpc.status | undefined> {
  const earlier = await openEngine(0);
  const left = connect(earlier.port, options);
  expect(await codeOf(left)).toBeUndefined();
  earlier.end();
  await expect.poll(() => codeOf(left)).toBe(UNAVAILABLE);
  await openEngine(earlier.port);
  return codeOf(connect(earlier.port, options));
}

it("an engine that gets a port which an earlier one had is reached at the first call", async () => {
  expect(await firstCallOnAnOldPort(sdkOptions())).toBeUndefined();
});

it("which it is not where connections are shared by address", async () => {
  const shared = { ...sdkOptions(), "grpc.use_local_subchannel_pool": 0 };
  expect(await firstCallOnAnOldPort(shared)).toBe(UNAVAILABLE);
});

it("older SDKs have one set of options for all, and one that has none is left as it is", () => {
  const grpcChannelOptions = { "grpc.max_receive_message_length": 1 };
  shareNoConnections({ grpcChannelOptions });
  expect(grpcChannelOptions).toEqual({ "grpc.max_receive_message_length": 1, "grpc.use_local_subchannel_pool": 1 });
  expect(() => shareNoConnections({})).not.toThrow();
});

it("the calls of every client of the SDK are guarded as soon as the package is loaded, once", () => {
  const calls = () => [EngineClient.prototype.setRootResource, ResourceMonitorClient.prototype.registerResource];
  const guarded = calls();
  guardConnections();
  expect(calls()).toEqual(guarded);
  expect(guarded.map(String)).toEqual([expect.stringContaining("isLost"), expect.stringContaining("isLost")]);
});
