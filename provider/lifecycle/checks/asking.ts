/**
 * Asks the API on behalf of a preview: within a time of its own, and never so that a failure to ask fails the preview. What could not be
 * asked is said once. Once the API does not answer, nothing more is asked in this process.
 */
import type { Call } from "../../api/port";
import type { Clock } from "../../model/clock";
import { explain, FourpayError, isFourpayError } from "../../model/errors";
import { presentable } from "../../model/redact";
import { after } from "../../model/timer";
import { orAborted } from "../inventory";

/** All the time one process spends waiting for answers. */
const PREVIEW_BUDGET_MS = 10_000;

export type Say = (severity: "info" | "warning", text: string) => void;

export interface AskingOptions {
  readonly clock: Clock;
  readonly budgetMs?: number;
  /** The engine's Cancel. */
  readonly cancelled?: AbortSignal;
}

/** These concern one question only; everything else says that the API is not to be had. */
const OF_ONE_QUESTION = ["forbidden", "not_found", "rejected", "protocol_error", "refused"] as const;

export class Asking {
  readonly #clock: Clock;
  readonly #cancelled: AbortSignal | undefined;
  readonly #said = new Set<string>();
  #leftMs: number;
  #underWay = 0;
  #busySince = 0;
  #off = false;

  constructor({ clock, budgetMs = PREVIEW_BUDGET_MS, cancelled }: AskingOptions) {
    this.#clock = clock;
    this.#leftMs = budgetMs;
    this.#cancelled = cancelled;
  }

  /** The answer; undefined where there is none. `what` completes "could not look at …". */
  async ask<T>(what: string, say: Say, question: (call: Call) => Promise<T>): Promise<T | undefined> {
    if (this.#off || this.#cancelled?.aborted === true) return undefined;
    const over = new AbortController();
    const callOff = after(this.#clock, this.#begin(), () =>
      over.abort(new FourpayError("wait_timeout", "The time a preview takes for its questions is over.")),
    );
    const signal = this.#cancelled === undefined ? over.signal : AbortSignal.any([over.signal, this.#cancelled]);
    try {
      // Whoever shares its answers with others does not stop for this signal.
      return await orAborted(question({ signal }), signal);
    } catch (error) {
      this.#failed(what, say, signal.aborted ? signal.reason : error);
      return undefined;
    } finally {
      callOff();
      this.#end();
    }
  }

  #failed(what: string, say: Say, error: unknown): void {
    if (this.#off || this.#cancelled?.aborted === true) return;
    const why = error instanceof FourpayError ? explain(error) : presentable(String(error));
    if (isFourpayError(error, ...OF_ONE_QUESTION)) {
      if (this.#said.has(what)) return;
      this.#said.add(what);
      say("warning", `The preview could not look at ${what}, and nothing was checked against it. ${why}`);
      return;
    }
    this.#off = true;
    say(
      "warning",
      `The preview could not look at ${what}; from here on nothing is checked against what the API allows. ${why} Set fourpay:previewChecks to false to preview without asking.`,
    );
  }

  #begin(): number {
    const now = this.#clock.now();
    if (this.#underWay === 0) this.#busySince = now;
    this.#underWay += 1;
    return Math.max(0, this.#leftMs - (now - this.#busySince));
  }

  #end(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#leftMs -= this.#clock.now() - this.#busySince;
  }
}
