import { describe, expect, it } from "vitest";
import {
  executableName,
  homeFolderOf,
  orderVersionFolders,
  pathFolders,
  pulumiHome,
  whyGoCannotBuild,
} from "../../../../provider/cli/engine/candidates";

describe("pathFolders", () => {
  it.each([
    ["absolute folders in order", "/b:/a", ["/b", "/a"]],
    ["each folder once", "/a:/b:/a", ["/a", "/b"]],
    ["no relative or empty entries", "/a:.::bin:./x:/b c", ["/a", "/b c"]],
    ["nothing", "", []],
  ])("%s", (_name, value, expected) => {
    expect(pathFolders({ PATH: value }, "linux")).toEqual(expected);
  });

  it("works without PATH and on Windows", () => {
    expect(pathFolders({}, "linux")).toEqual([]);
    expect(pathFolders({ Path: "C:\\a;D:\\b c;x" }, "win32")).toEqual(["C:\\a", "D:\\b c"]);
    expect(executableName("win32")).toBe("pulumi.exe");
  });
});

describe("pulumiHome", () => {
  it.each([
    [{}, "/users/ada/.pulumi"],
    [{ PULUMI_HOME: "" }, "/users/ada/.pulumi"],
    [{ PULUMI_HOME: "/cache/my pulumi" }, "/cache/my pulumi"],
  ])("%j gives %s", (env, expected) => {
    expect(pulumiHome(env, "/users/ada")).toBe(expected);
  });

  it.each([
    [{}, undefined],
    [{ HOME: "" }, undefined],
    [{ HOME: "", USERPROFILE: "/u" }, "/u"],
    [{ HOME: "/h", USERPROFILE: "/u" }, "/h"],
  ])("home of %j is %s", (env, expected) => {
    expect(homeFolderOf(env)).toBe(expected);
  });
});

describe("orderVersionFolders", () => {
  it("keeps what is new enough, newest first, and ignores everything else", () => {
    const names = [
      "3.190.0",
      "3.1000.0",
      "v3.259.0",
      "3.189.0",
      ".incoming-abc",
      "3.260.0-dev.1",
      "readme.txt",
      ".engine.lock",
    ];
    expect(orderVersionFolders(names)).toEqual(["3.1000.0", "3.260.0-dev.1", "v3.259.0", "3.190.0"]);
  });
});

describe("whyGoCannotBuild", () => {
  it.each([
    ["go1.26.8\nlocal\n", true],
    ["go1.25.11\nlocal\n", true],
    ["go1.26\nlocal", true],
    ["go1.26rc1\nlocal", true],
    ["devel go1.27-8f2c1a2 Mon\nlocal", true],
    ["go1.25.10\nlocal", false],
    ["go1.25.10\nauto", true],
    ["go1.25.10\npath", true],
    ["go1.25.10\ngo1.25.10+auto", true],
    ["go1.25.10\nlocal+path", true],
    ["go1.25.10\ngo1.25.10", false],
    ["go1.22.1\nautomatic", false],
    ["go1.22.1\nnoauto", false],
    ["go1.20.14\nauto", false],
    ["go1.20.14\n\n", false],
    ["", false],
    ["sh: go: something", false],
  ])("%j can build: %s", (printed, expected) => {
    expect(whyGoCannotBuild(printed) === undefined).toBe(expected);
  });
});
