/** Waits for Ctrl-C, or for whoever ends processes politely. */
import { once } from "node:events";

export async function untilStopped(): Promise<void> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}
