import { describe, expect, it } from "vitest";
import { compareVersions, formatVersion, judgeVersion, parseVersion } from "../../../../provider/cli/engine/version";

describe("parseVersion", () => {
  it.each([
    ["3.259.0", "3.259.0"],
    ["v3.259.0\n", "3.259.0"],
    ["  v3.259.0  ", "3.259.0"],
    ["warning: A new version is available\nv3.200.1\n", "3.200.1"],
    ["v3.260.0-dev.12", "3.260.0-dev.12"],
    ["3.260.0-alpha.1+dirty.abc", "3.260.0-alpha.1"],
    ["3.10.0\r\n", "3.10.0"],
  ])("reads %j as %s", (text, expected) => {
    const version = parseVersion(text);
    expect(version && formatVersion(version)).toBe(expected);
  });

  it.each([[""], ["\n"], ["pulumi"], ["3.259"], ["v3"], ["3.259.0.1"], ["version 3.259.0"], ["<html>"]])(
    "finds none in %j",
    (text) => {
      expect(parseVersion(text)).toBeUndefined();
    },
  );
});

describe("compareVersions", () => {
  it("orders by number, not by text, and a prerelease before its release", () => {
    const ordered = [
      "2.99.99",
      "3.9.0",
      "3.10.0",
      "3.190.0-alpha.1",
      "3.190.0-beta.1",
      "3.190.0",
      "3.190.1",
      "3.1000.0",
      "4.0.0",
    ];
    const shuffled = [...ordered].sort().reverse();
    const sorted = shuffled.sort((a, b) => {
      const [x, y] = [parseVersion(a), parseVersion(b)];
      if (x === undefined || y === undefined) throw new Error("unreadable");
      return compareVersions(x, y);
    });
    expect(sorted).toEqual(ordered);
  });
});

describe("judgeVersion", () => {
  it.each([
    ["v3.190.0", true],
    ["v3.259.0", true],
    ["3.1000.0", true],
    ["3.189.9", false],
    ["3.190.0-alpha.1", false],
    ["2.259.0", false],
    ["4.0.0", false],
    ["", false],
  ])("%j is good enough: %s", (printed, ok) => {
    expect(judgeVersion(printed).ok).toBe(ok);
  });
});
