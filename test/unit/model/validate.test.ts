import { describe, expect, it } from "vitest";
import { cardInputs } from "../../../provider/model/inputs/card";
import { fleetInputs } from "../../../provider/model/inputs/fleet";
import { holderInputs } from "../../../provider/model/inputs/holder";
import { webhookInputs } from "../../../provider/model/inputs/webhook";
import { UNKNOWN } from "../../../provider/model/unknown";
import { validate } from "../../../provider/model/validate";

const said = (...failures: ReturnType<typeof validate>) => JSON.stringify(failures);

describe("a refused value", () => {
  it("is shown where it is a short number", () => {
    expect(said(...validate(cardInputs, { limits: { daily: "1,5", weekly: -5 } }))).toMatch(/"1,5.*-5 is not allowed/);
  });

  it.each([
    ["a secret given as a number", webhookInputs, { url: "https://example.com", secret: 90817263 }, "90817263"],
    ["a secret in a list", webhookInputs, { url: "https://example.com", secret: ["planted"] }, "planted"],
    ["a secret with a line break", webhookInputs, { url: "https://example.com", secret: "90817263\n" }, "90817263"],
    ["a password in an address", webhookInputs, { url: "https://user:planted@example.com" }, "planted"],
    ["a token in an address", webhookInputs, { url: "http://example.com/?token=planted" }, "planted"],
    ["a secret under another name", webhookInputs, { url: "https://example.com", webhookSecret: "planted" }, "planted"],
    ["a short telephone number", holderInputs, { phone: "90817263" }, "90817263"],
    ["a card number given as a number", cardInputs, { name: 4111111111111111 }, "4111"],
    ["a card number given as text", cardInputs, { walletId: "4111 1111 1111 1111" }, "4111"],
    ["an e-mail that is none", holderInputs, { email: "planted at example.com" }, "planted"],
  ])("is described and not shown: %s", (_what, schema, inputs, planted) => {
    const failures = validate(schema, inputs);
    expect(failures.length).toBeGreaterThan(0);
    expect(said(...failures)).not.toContain(planted);
  });
});

describe("a name that does not exist is refused although values beside it are not known yet", () => {
  it.each([
    ["a property", { walletId: UNKNOWN, card: {}, cards: {} }, ""],
    [
      "a limit",
      { walletId: UNKNOWN, cards: {}, defaults: { limits: { daily: UNKNOWN, dayly: "1" } } },
      "defaults.limits",
    ],
    ["a key", { walletId: UNKNOWN, cards: { "ada ": { holderId: UNKNOWN } } }, "cards.ada "],
  ])("%s", (_what, inputs, path) => {
    expect(validate(fleetInputs, inputs).map((failure) => failure.path)).toEqual([path]);
  });
});
