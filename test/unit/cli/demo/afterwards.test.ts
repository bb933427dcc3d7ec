import { delimiter } from "node:path";
import { expect, test } from "vitest";
import { afterwards } from "../../../../provider/cli/demo/afterwards";

const path = "/opt-of-ada/3.259.0/bin/pulumi";

test.each([
  ["path", true],
  ["path", false],
] as const)("a CLI that is on the %s is the user's own: only the next command is named", (source, hasHost) => {
  expect(afterwards({ source, path }, hasHost)).toBe(
    "\nA project of your own, on the sandbox: npx fourpay init my-cards\n",
  );
});

test.each(["download", "cache"] as const)("a whole CLI (%s) is put on the PATH by its folder", (source) => {
  const text = afterwards({ source, path }, true);
  expect(text).toContain(`export PATH="/opt-of-ada/3.259.0/bin${delimiter}$PATH"`);
  expect(text).not.toContain("docs/install");
});

test.each(["go", "cache"] as const)(
  "one without the language host (%s) is not recommended for `pulumi up`",
  (source) => {
    const text = afterwards({ source, path }, false);
    expect(text).toContain("https://www.pulumi.com/docs/install");
    expect(text).not.toContain("export PATH");
  },
);
