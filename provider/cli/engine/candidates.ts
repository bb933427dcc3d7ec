// Owns where engines may lie and in which order they are asked, and which Go can build one. Pure: no file is touched here.
import * as path from "node:path";
import { compareVersions, formatVersion, MINIMUM, parseVersion } from "./version";

/** An environment as received from the caller; nothing in this folder reads `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The Go version the CLI's modules ask for. */
export const GO_MINIMUM = "1.25.11";
/** From this version on, Go can fetch a newer toolchain by itself (unless GOTOOLCHAIN forbids it). */
const GO_SWITCHES_SINCE = "1.21.0";

export function executableName(platform: NodeJS.Platform): string {
  return platform === "win32" ? "pulumi.exe" : "pulumi";
}

/** The absolute folders of PATH, in order, each once. Relative entries depend on the working folder and are left out. */
export function pathFolders(env: Env, platform: NodeJS.Platform): string[] {
  const flavour = platform === "win32" ? path.win32 : path.posix;
  const value = env.PATH ?? (platform === "win32" ? env.Path : undefined) ?? "";
  return [...new Set(value.split(flavour.delimiter))].filter((folder) => flavour.isAbsolute(folder));
}

/** The home folder the environment names, if it names one. */
export function homeFolderOf(env: Env): string | undefined {
  return [env.HOME, env.USERPROFILE].find((folder) => folder !== undefined && folder !== "");
}

/** Pulumi's own folder: `PULUMI_HOME`, or `.pulumi` in the home folder. */
export function pulumiHome(env: Env, homeFolder: string): string {
  const declared = env.PULUMI_HOME;
  return declared === undefined || declared === "" ? path.join(homeFolder, ".pulumi") : path.resolve(declared);
}

/** The names under `versions/` worth asking: new enough, newest first; anything that is not a version is left out. */
export function orderVersionFolders(names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, version: parseVersion(name) }))
    .flatMap(({ name, version }) => (version === undefined ? [] : [{ name, version }]))
    .filter(({ version }) => compareVersions(version, MINIMUM) >= 0)
    .sort((a, b) => compareVersions(b.version, a.version))
    .map(({ name }) => name);
}

/** Judges what `go env GOVERSION GOTOOLCHAIN` printed: the reason why this Go cannot build the CLI, or undefined. */
export function whyGoCannotBuild(printed: string): string | undefined {
  const [goVersion = "", toolchain = ""] = printed.split(/\r?\n/).map((line) => line.trim());
  // Development builds ("devel go1.27-abc") are taken at their word; "go1.26" and "go1.26rc1" have no patch number.
  const [, numbers] = /go(\d+\.\d+(?:\.\d+)?)/.exec(goVersion) ?? [];
  if (numbers === undefined) return "its version cannot be read";
  const version = parseVersion(numbers.split(".").length === 2 ? `${numbers}.0` : numbers);
  if (version === undefined) return "its version cannot be read";
  if (isAtLeast(version, GO_MINIMUM)) return undefined;
  const switches = isAtLeast(version, GO_SWITCHES_SINCE) && /^(auto|path)$|\+(auto|path)$/.test(toolchain);
  if (switches) return undefined;
  return `it is Go ${formatVersion(version)} and may not switch (GOTOOLCHAIN=${toolchain}); ${GO_MINIMUM} or newer is needed`;
}

function isAtLeast(version: NonNullable<ReturnType<typeof parseVersion>>, minimum: string): boolean {
  const floor = parseVersion(minimum);
  return floor !== undefined && compareVersions(version, floor) >= 0;
}
