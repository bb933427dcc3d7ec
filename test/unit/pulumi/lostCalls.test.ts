import { beforeEach, describe, expect, it } from "vitest";
import { type Calls, guardCalls } from "../../../provider/pulumi/lostCalls";

type Answer = (error: object | null, response?: unknown) => void;
type Send = (...request: [...unknown[], Answer]) => void;
const calls = [
  "registerResource",
  "registerResourceOutputs",
  "readResource",
  "invoke",
  "call",
  "setRootResource",
  "getDeploymentInfo",
  "supportsFeature",
] as const;
type Connection = Record<(typeof calls)[number] | "signalAndWaitForShutdown", Send> & { readonly sent: unknown[] };

let outcome: Parameters<Answer>;
let held: number;
let hasErrors: boolean;
const program = {
  hold() {
    held += 1;
    return () => {
      held -= 1;
    };
  },
  hasErrors: () => hasErrors,
};
beforeEach(() => {
  outcome = [null, "response"];
  held = 0;
  hasErrors = false;
});

/** As the SDK's clients are: the calls are the class's, the connection is the object's. A new class, since what is guarded stays so. */
function openClass(has: readonly (keyof Connection)[] = [...calls, "signalAndWaitForShutdown"]): new () => Connection {
  class Client {
    readonly sent: unknown[] = [];
  }
  for (const name of has) {
    Object.defineProperty(Client.prototype, name, {
      writable: true,
      value(this: Connection, ...request: [...unknown[], Answer]) {
        const answer = request.pop() as Answer;
        this.sent.push(...request);
        if (name === "signalAndWaitForShutdown") answer(null);
        else answer(...outcome);
      },
    });
  }
  guardCalls(Client.prototype as Calls, program);
  guardCalls(Client.prototype as Calls, program);
  return Client as unknown as new () => Connection;
}

function open(): Connection {
  const Client = openClass();
  return new Client();
}

function answerOf(connection: Connection, call: (typeof calls)[number]): unknown[] {
  const seen: unknown[] = [];
  connection[call]("request", "metadata", (...answer) => seen.push(...answer));
  return seen;
}

/** What the program's word that it has declared everything is answered with; `undefined` where it was sent. */
async function endOf(connection: Connection): Promise<string | undefined> {
  const error = await new Promise<object | null>((resolve) => {
    connection.signalAndWaitForShutdown("end", resolve);
  });
  expect(connection.sent.includes("end")).toBe(error === null);
  return error === null ? undefined : (error as Error).message;
}

const failure = (code: number, details: string) => Object.assign(new Error(`${code}: ${details}`), { code, details });

describe.each(calls)("%s", (call) => {
  it("that the engine answered is passed on as it is, once", async () => {
    const connection = open();
    expect(answerOf(connection, call)).toEqual([null, "response"]);
    expect(connection.sent).toEqual(["request", "metadata"]);
    expect(held).toBe(0);
    expect(await endOf(connection)).toBeUndefined();
  });

  it.each([
    [14, "No connection established. Last error: null. Resolution note: "],
    [14, "Connection dropped"],
    [14, "read ECONNRESET"],
    [1, "Call cancelled"],
    [1, ""],
  ])(
    "lost with code %d (%s) is an error like any other, and the program does not say that it is complete",
    async (code, details) => {
      outcome = [failure(code, details)];
      const connection = open();
      expect(answerOf(connection, call)[0]).toMatchObject({ code: 2 });
      expect(await endOf(connection)).toContain("The connection to the engine was lost");
    },
  );

  it.each([
    [14, "resource monitor shut down while waiting on step's done channel"],
    [14, "resource monitor shut down while sending resource registration"],
    [2, "failed to create"],
    [12, "unknown method"],
  ])("refused by the engine with code %d (%s) keeps its code", async (code, details) => {
    outcome = [failure(code, details)];
    const connection = open();
    expect(answerOf(connection, call)[0]).toMatchObject({ code });
    expect(await endOf(connection)).toBeUndefined();
  });
});

it("a program is not over before what an error rejects has been heard", async () => {
  outcome = [failure(2, "failed to create")];
  const heard: number[] = [];
  open().setRootResource("request", () => {
    void Promise.reject(new Error("of the program")).catch(() => heard.push(held));
  });
  expect(held).toBe(1);
  await new Promise(setImmediate);
  expect(heard).toEqual([1]);
  expect(held).toBe(0);
});

it("a program that had errors does not say that it is complete, those of its last moment included", async () => {
  const connection = open();
  answerOf(connection, "registerResource");
  const end = endOf(connection);
  void Promise.resolve().then(() => {
    hasErrors = true;
  });
  expect(await end).toContain("The program had errors");
});

it("one run's loss says nothing of another run", async () => {
  const Client = openClass();
  const [lost, whole] = [new Client(), new Client()];
  outcome = [failure(14, "Connection dropped")];
  answerOf(lost, "registerResource");
  outcome = [null, "response"];
  answerOf(whole, "registerResource");
  expect(await endOf(lost)).toBeDefined();
  expect(await endOf(whole)).toBeUndefined();
});

it("a client of an older SDK, without some of the calls, is guarded where it has them", () => {
  const Older = openClass(["registerResource"]);
  const connection = new Older();
  outcome = [failure(14, "Connection dropped")];
  expect(answerOf(connection, "registerResource")[0]).toMatchObject({ code: 2 });
  expect("signalAndWaitForShutdown" in connection).toBe(false);
});
