import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { formatElapsed, startProgress } from "../../../../provider/cli/engine/progress";

describe("formatElapsed", () => {
  it.each([
    [0, "0 s"],
    [-5, "0 s"],
    [59_400, "59 s"],
    [59_600, "1 min 0 s"],
    [272_000, "4 min 32 s"],
  ])("%d ms is %s", (ms, expected) => {
    expect(formatElapsed(ms)).toBe(expected);
  });
});

describe("startProgress", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    [true, 3_000],
    [false, 30_000],
  ])("interactive %s: a phase at once, then a beat every %d ms, and silence after stop", (interactive, every) => {
    const said: [string, boolean][] = [];
    const report = (line: string, transient: boolean) => void said.push([line, transient]);
    const progress = startProgress({ report, interactive, now: () => Date.now() });
    progress.phase("Compiling");
    progress.detail("7 packages");
    vi.advanceTimersByTime(every - 1);
    expect(said).toEqual([["Compiling", false]]);
    vi.advanceTimersByTime(1);
    expect(said[1]).toEqual([`Compiling, 7 packages, ${every / 1000} s so far`, interactive]);
    progress.stop();
    vi.advanceTimersByTime(10 * every);
    expect(said).toHaveLength(2);
  });
});
