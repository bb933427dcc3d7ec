/** The connections of a program to its engine. The SDK makes them; what it makes of them is not safe enough for cards. */
import * as pulumi from "@pulumi/pulumi";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { type Calls, guardCalls } from "./lostCalls";

/** What the SDK makes every connection with; an older one has the second only. Not in its types. */
interface ConnectionOptions {
  readonly grpcClientOptions?: Record<string, unknown>;
  readonly grpcChannelOptions?: Record<string, unknown>;
}

/**
 * A process may run many programs (Automation API), each with an engine of its own. gRPC shares connections by address across the process,
 * the SDK never closes those of a run that is over, and a later engine may get a port that an earlier one had: what is left of the earlier
 * connection then fails the first calls of the new run, although its engine is there. So no run shares connections with another.
 */
export function shareNoConnections(options: ConnectionOptions = pulumi.runtime as ConnectionOptions): void {
  for (const each of [options.grpcClientOptions, options.grpcChannelOptions]) {
    if (each !== undefined) each["grpc.use_local_subchannel_pool"] = 1;
  }
}

/**
 * When the package is loaded, before a program's first run has begun: one that is cut off at once never comes to us. A program that plain
 * `pulumi up` starts has begun by then, and is guarded from its first resource on.
 */
export function guardConnections(): void {
  shareNoConnections();
  const program = { hold: () => pulumi.runtime.rpcKeepAlive(), hasErrors: () => pulumi.log.hasErrors() };
  guardCalls(EngineClient.prototype as Calls, program);
  guardCalls(ResourceMonitorClient.prototype as Calls, program);
}
