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

/** When the package is loaded, before the first run has begun: a program that is cut off then never comes to us. */
export function guardConnections(): void {
  shareNoConnections();
  guardCalls(EngineClient.prototype as Calls);
  guardCalls(ResourceMonitorClient.prototype as Calls);
}

/** Before a resource is registered: this run's connection may come from another copy of the SDK. */
export function guardThisRun(monitor: object | undefined = pulumi.runtime.getMonitor()): void {
  if (monitor !== undefined) guardCalls(Object.getPrototypeOf(monitor) as Calls);
}
