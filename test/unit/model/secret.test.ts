import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../provider/model/secret";
import { printed } from "../../support/printed";

const PLANTED = "4111111111111111";
const secret = new Secret(PLANTED);

describe("a secret handed to Pulumi by mistake", () => {
  it("is nothing as an input of a resource or an export of a stack", async () => {
    const given = {
      number: secret,
      nested: [{ secret }],
      output: pulumi.output(secret),
      text: pulumi.interpolate`${secret}`,
    };
    const serialised = await pulumi.runtime.serializeProperties("test", given);
    expect(printed(serialised)).not.toContain(PLANTED);
    expect(serialised).toEqual({ number: {}, nested: [{ secret: {} }], output: {}, text: "[object Object]" });
  });

  it("does not travel in a function that is serialised", async () => {
    const attempt = pulumi.runtime
      .serializeFunction(() => secret.reveal())
      .then(
        ({ text }) => text,
        (error: unknown) => printed(error),
      );
    expect(await attempt).not.toContain(PLANTED);
  });
});
