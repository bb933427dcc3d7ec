import { describe, expect, it } from "vitest";
import { PartialFailure } from "../../../provider/lifecycle/operation";
import { FourpayError } from "../../../provider/model/errors";
import { toEngineError } from "../../../provider/pulumi/failures";

const inputs = { __provider: "the line", walletId: "w" };
type Shown = Error & { id?: string; properties?: Record<string, unknown>; reasons?: string[] };
const shown = (error: unknown) => toEngineError(error, inputs) as Shown;

it("an error of ours: message, hint and code, and nothing else", () => {
  const error = shown(new FourpayError("name_taken", "Taken.", { hint: "Adopt it.", status: 409 }));
  expect(error.message).toBe("Taken. Adopt it. [name_taken]");
  expect(Object.keys(error)).not.toContain("id");
  expect(error.stack).toBe("");
});

describe("a foreign error", () => {
  it("never carries an id: it would invent a resource", () => {
    const foreign = Object.assign(new Error("request failed"), { id: "req-1", properties: {}, reasons: ["x"] });
    expect(shown(foreign).id).toBeUndefined();
    expect(shown({ id: "req-1" }).id).toBeUndefined();
  });

  it("never shows a secret", () => {
    const message = shown(new Error("Authorization: Bearer sk_live_12345 for 4111 1111 1111 1111")).message;
    expect(message).not.toContain("sk_live");
    expect(message).not.toContain("4111");
    expect(message).toContain("[internal]");
  });

  it.each([undefined, null, "text", 1])("%j is told as internal", (thrown) => {
    expect(shown(thrown).message).toContain("[internal]");
  });
});

describe("a partial failure", () => {
  const state = { walletId: "w", status: "creating", unfinished: ["issue"], odd: undefined, big: 1n };
  const error = shown(new PartialFailure("card-1", state, new FourpayError("wait_timeout", "Waited.")));

  it("carries the id, the properties with the handler line, and one reason", () => {
    expect(error.id).toBe("card-1");
    expect(error.properties).toEqual({
      walletId: "w",
      status: "creating",
      unfinished: ["issue"],
      __provider: "the line",
    });
    expect(error.reasons).toEqual(["Waited. [wait_timeout]"]);
  });

  it("holds nothing the wire format cannot carry", () => {
    expect(
      Object.values(error.properties ?? {}).every((value) => value !== undefined && typeof value !== "bigint"),
    ).toBe(true);
  });
});
