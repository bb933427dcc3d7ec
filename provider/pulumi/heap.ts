/**
 * Keeps the provider's process small while it works on a large fleet. V8 lets a heap grow to a multiple of what is alive in it before it
 * collects: with 10,000 cards 145 MB were alive, and 480 MB in use, nearly all of it answers that had been read long ago.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How much may be added to what is alive. Less costs CPU: each collection looks at all that lives. */
const GROWTH_PERCENT = 20;
let isBound = false;

/** From now on, for the whole process. Small heaps are collected as often and hardly notice. */
export function boundHeapGrowth(): void {
  if (isBound) return;
  isBound = true;
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  // Until the first collection a new process may use half a gigabyte, whatever the flag says.
  setFlagsFromString("--expose-gc");
  // A runtime without it must not keep a fleet from being managed.
  runInNewContext("globalThis.gc?.()");
}
