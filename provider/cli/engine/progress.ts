// Owns what a person sees while something takes minutes: the phase, the time it has taken, at a pace that fits the terminal.

/** `transient` lines may be overwritten by the next one; the others should stay. */
export type Report = (line: string, transient: boolean) => void;

const INTERACTIVE_EVERY_MS = 3_000;
const LOGGED_EVERY_MS = 30_000;

export interface Progress {
  /** Starts a new phase; said at once. */
  phase(name: string): void;
  /** Sets what is appended to the phase at the next beat, for example a count. */
  detail(text: string): void;
  stop(): void;
}

interface ProgressOptions {
  readonly report: Report;
  readonly interactive: boolean;
  readonly now: () => number;
}

export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function startProgress(options: ProgressOptions): Progress {
  const started = options.now();
  let name = "";
  let extra = "";
  const beat = () => {
    const parts = [name, extra, `${formatElapsed(options.now() - started)} so far`].filter((part) => part !== "");
    options.report(parts.join(", "), options.interactive);
  };
  const timer = setInterval(beat, options.interactive ? INTERACTIVE_EVERY_MS : LOGGED_EVERY_MS);
  return {
    phase(next) {
      name = next;
      extra = "";
      options.report(name, false);
    },
    detail(text) {
      extra = text;
    },
    stop: () => clearInterval(timer),
  };
}
