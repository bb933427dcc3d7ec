import { beforeEach, describe, expect, it } from "vitest";
import { type Calls, guardCalls } from "../../../provider/pulumi/lostCalls";

type Answer = (error: object | null, response?: unknown) => void;
type Send = (request: unknown, answer: Answer) => void;
const calls = ["registerResource", "setRootResource", "getDeploymentInfo", "supportsFeature"] as const;
type Connection = Record<(typeof calls)[number] | "signalAndWaitForShutdown", Send> & { readonly sent: unknown[] };

let outcome: Parameters<Answer>;
beforeEach(() => {
  outcome = [null, "response"];
});

/** As the SDK's clients are: the calls are the class's, the connection is the object's. A new class, since what is guarded stays so. */
function openClass(has: readonly (keyof Connection)[] = [...calls, "signalAndWaitForShutdown"]): new () => Connection {
  class Client {
    readonly sent: unknown[] = [];
  }
  for (const name of has) {
    Object.defineProperty(Client.prototype, name, {
      writable: true,
      value(this: Connection, request: unknown, answer: Answer) {
        this.sent.push(request);
        if (name === "signalAndWaitForShutdown") answer(null);
        else answer(...outcome);
      },
    });
  }
  guardCalls(Client.prototype as Calls);
  guardCalls(Client.prototype as Calls);
  return Client as unknown as new () => Connection;
}

function open(): Connection {
  const Client = openClass();
  return new Client();
}

function answerOf(connection: Connection, call: (typeof calls)[number]): unknown[] {
  const seen: unknown[] = [];
  connection[call]("request", (...answer) => seen.push(...answer));
  return seen;
}

function ends(connection: Connection): boolean {
  let failed: unknown;
  connection.signalAndWaitForShutdown("end", (error) => {
    failed = error;
  });
  const isSent = connection.sent.includes("end");
  expect(failed === null).toBe(isSent);
  return isSent;
}

const failure = (code: number, details: string) => Object.assign(new Error(`${code}: ${details}`), { code, details });

describe.each(calls)("%s", (call) => {
  it("that the engine answered is passed on as it is, once", () => {
    const connection = open();
    expect(answerOf(connection, call)).toEqual([null, "response"]);
    expect(connection.sent).toEqual(["request"]);
    expect(ends(connection)).toBe(true);
  });

  it.each([
    [14, "No connection established. Last error: null. Resolution note: "],
    [14, "Connection dropped"],
    [14, "read ECONNRESET"],
    [1, "Call cancelled"],
    [1, ""],
  ])(
    "lost with code %d (%s) is an error like any other, and the program does not say that it is complete",
    (code, details) => {
      outcome = [failure(code, details)];
      const connection = open();
      expect(answerOf(connection, call)[0]).toMatchObject({ code: 2 });
      expect(ends(connection)).toBe(false);
    },
  );

  it.each([
    [14, "resource monitor shut down while waiting on step's done channel"],
    [14, "resource monitor shut down while sending resource registration"],
    [2, "failed to create"],
    [12, "unknown method"],
  ])("refused by the engine with code %d (%s) keeps its code", (code, details) => {
    outcome = [failure(code, details)];
    const connection = open();
    expect(answerOf(connection, call)[0]).toMatchObject({ code });
    expect(ends(connection)).toBe(true);
  });
});

it("one run's loss says nothing of another run", () => {
  const Client = openClass();
  const [lost, whole] = [new Client(), new Client()];
  outcome = [failure(14, "Connection dropped")];
  answerOf(lost, "registerResource");
  outcome = [null, "response"];
  answerOf(whole, "registerResource");
  expect([ends(lost), ends(whole)]).toEqual([false, true]);
});

it("a client of an older SDK, without some of the calls, is guarded where it has them", () => {
  const Older = openClass(["registerResource"]);
  const connection = new Older();
  outcome = [failure(14, "Connection dropped")];
  expect(answerOf(connection, "registerResource")[0]).toMatchObject({ code: 2 });
  expect("signalAndWaitForShutdown" in connection).toBe(false);
});
