/** The one connection back to the engine, whose address is the process's first argument. Without one (a test, another host) there is none. */
import { createRequire } from "node:module";
import type * as grpcModule from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";

export function connectEngine(address: string | undefined): EngineClient | undefined {
  if (address === undefined || !/^[\w.:[\]-]+:\d+$/.test(address)) return undefined;
  return new EngineClient(address, grpc().credentials.createInsecure());
}

/** The SDK's own copy: credentials of another copy would not be accepted, and strict package managers would not find one. */
export function grpc(): typeof grpcModule {
  return createRequire(require.resolve("@pulumi/pulumi/package.json"))("@grpc/grpc-js") as typeof grpcModule;
}
