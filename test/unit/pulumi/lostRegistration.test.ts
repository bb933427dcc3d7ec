import { beforeEach, describe, expect, it } from "vitest";
import { guardRegistrations } from "../../../provider/pulumi/lostRegistration";

const ends: unknown[] = [];
const failsAtTheEnd = () => ends.length > 0;
beforeEach(() => {
  ends.length = 0;
});

/** How a registration is answered that the engine, or the connection, answers like this. */
function answered(error: object | null, response?: unknown): unknown[] {
  const seen: unknown[] = [];
  const monitor = {
    sent: [] as unknown[],
    registerResource(request: unknown, answer: (error: unknown, response?: unknown) => void) {
      this.sent.push(request);
      answer(error, response);
    },
    signalAndWaitForShutdown(request: unknown, answer: (error: unknown) => void) {
      this.sent.push(request);
      answer(null);
    },
  };
  guardRegistrations(monitor);
  guardRegistrations(monitor);
  monitor.registerResource("request", (...args) => seen.push(...args));
  expect(monitor.sent).toEqual(["request"]);
  monitor.signalAndWaitForShutdown("end", (failed) => {
    if (failed !== null) ends.push(failed);
  });
  expect(monitor.sent).toEqual(failsAtTheEnd() ? ["request"] : ["request", "end"]);
  return seen;
}

const failure = (code: number, details: string) => Object.assign(new Error(`${code}: ${details}`), { code, details });
const codeOf = (code: number, details: string) => (answered(failure(code, details))[0] as { code: number }).code;

describe("a registration", () => {
  it("that the engine took is passed on as it is", () => {
    expect(answered(null, "response")).toEqual([null, "response"]);
  });

  it.each([
    [14, "No connection established. Last error: connect ECONNREFUSED"],
    [14, "Connection dropped"],
    [14, "read ECONNRESET"],
    [1, "Call cancelled"],
    [1, ""],
  ])("lost with code %d (%s) is an error like any other, which fails the program", (code, details) => {
    expect(codeOf(code, details)).toBe(2);
    expect(failsAtTheEnd()).toBe(true);
  });

  it.each([
    [14, "resource monitor shut down while waiting on step's done channel"],
    [14, "resource monitor shut down while sending resource registration"],
    [2, "failed to create"],
    [3, "invalid"],
  ])("refused by the engine with code %d (%s) keeps its code", (code, details) => {
    expect(codeOf(code, details)).toBe(code);
    expect(failsAtTheEnd()).toBe(false);
  });
});
