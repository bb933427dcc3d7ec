/** What the transport's tests cannot provoke on a real server: a dispatcher that starts late, twice, or not at all. */
import type { Dispatcher } from "undici";
import { describe, expect, it, vi } from "vitest";
import { ExchangeFailure, exchange } from "../../../provider/api/exchange";
import { ManualClock } from "./support/clock";

function scripted(clock = new ManualClock(), signal?: AbortSignal) {
  let handler: Dispatcher.DispatchHandler = {};
  const dispatch = (_options: Dispatcher.DispatchOptions, given: Dispatcher.DispatchHandler) => {
    handler = given;
    return true;
  };
  const running = exchange(
    { dispatch } as unknown as Dispatcher,
    { method: "POST", path: "/" },
    { timeoutMs: 1_000, maxBodyBytes: 100, signal, clock },
  ).catch((error: unknown) => error as ExchangeFailure);
  const start = () => {
    const controller = { abort: vi.fn() };
    handler.onRequestStart?.(controller as unknown as Dispatcher.DispatchController, {});
    return controller;
  };
  return { running, start };
}

describe("a request that was given up", () => {
  it("before it left is not dispatched, and is stopped if its connection comes after all", async () => {
    const abort = new AbortController();
    const { running, start } = scripted(new ManualClock(), abort.signal);
    abort.abort();
    expect(await running).toMatchObject({ reason: "aborted", dispatched: false });
    expect(start().abort).toHaveBeenCalledOnce();
  });

  it("while it waited for a connection is not dispatched", async () => {
    const clock = new ManualClock();
    const { running, start } = scripted(clock);
    await clock.advance(1_000);
    expect(await running).toMatchObject({ reason: "timeout", dispatched: false });
    expect(start().abort).toHaveBeenCalledOnce();
  });

  it("after it left is dispatched, and its connection is dropped", async () => {
    const clock = new ManualClock();
    const { running, start } = scripted(clock);
    const controller = start();
    await clock.advance(1_000);
    expect(await running).toMatchObject({ reason: "timeout", dispatched: true });
    expect(controller.abort).toHaveBeenCalledOnce();
  });
});

it("a second start of the same request is stopped before its bytes leave", () => {
  const { start } = scripted();
  const [first, second] = [start(), start()];
  expect(first.abort).not.toHaveBeenCalled();
  expect(second.abort).toHaveBeenCalledOnce();
});

it("a dispatcher that throws has sent nothing", async () => {
  const failing = {
    dispatch() {
      throw Object.assign(new Error("closed"), { code: "UND_ERR_CLOSED" });
    },
  } as unknown as Dispatcher;
  const limits = { timeoutMs: 1_000, maxBodyBytes: 100, clock: new ManualClock() };
  const error = await exchange(failing, { method: "POST", path: "/" }, limits).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ExchangeFailure);
  expect(error).toMatchObject({ dispatched: false, cause: { code: "UND_ERR_CLOSED" } });
});
