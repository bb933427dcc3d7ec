/**
 * The SDK's provider process outlives an engine that was killed, for ever, and goes on with what it was doing: a write that waits for its
 * turn or for a Retry-After would then be sent while the next `up` does the same work. Nobody is left to record what it does, so it ends.
 */
import type { ChannelInterface } from "@grpc/grpc-js";
import { grpc } from "./engineClient";

/**
 * Calls `end` once the engine was there and cannot be reached any more. A connection that is merely closed (an idle one is) is opened
 * again; only an engine that refuses it is gone.
 */
export function onEngineLoss(channel: ChannelInterface, end: () => void): void {
  const { READY, TRANSIENT_FAILURE } = grpc().connectivityState;
  let seen = false;
  const look = () => {
    const state = channel.getConnectivityState(true);
    if (state === READY) seen = true;
    if (state === TRANSIENT_FAILURE && seen) end();
    else channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, look);
  };
  look();
}
