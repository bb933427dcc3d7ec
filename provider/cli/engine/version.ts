// Owns which Pulumi CLI versions are good enough: parsing, comparing and judging. Pure; finding CLIs is findEngine.ts.

interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Empty for a release. */
  readonly prerelease: string;
}

/** The oldest CLI this package is willing to drive. */
export const MINIMUM: Version = { major: 3, minor: 190, patch: 0, prerelease: "" };
export const MINIMUM_VERSION = formatVersion(MINIMUM);

type Judgement = { readonly ok: true; readonly version: string } | { readonly ok: false; readonly reason: string };

const SHAPE = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Reads a version from text that may hold other lines (a CLI prints warnings around it). */
export function parseVersion(text: string): Version | undefined {
  for (const line of text.split(/\r?\n/)) {
    const [, major, minor, patch, prerelease] = SHAPE.exec(line.trim()) ?? [];
    if (major === undefined || minor === undefined || patch === undefined) continue;
    return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease: prerelease ?? "" };
  }
  return undefined;
}

/** Negative when `a` is older than `b`. A prerelease is older than its release; two prereleases compare as text. */
export function compareVersions(a: Version, b: Version): number {
  const byNumber = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (byNumber !== 0) return byNumber;
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === "") return 1;
  if (b.prerelease === "") return -1;
  return a.prerelease < b.prerelease ? -1 : 1;
}

export function formatVersion(version: Version): string {
  const { major, minor, patch, prerelease } = version;
  return `${major}.${minor}.${patch}${prerelease === "" ? "" : `-${prerelease}`}`;
}

/** Decides from what `pulumi version` printed whether that CLI can be used. */
export function judgeVersion(printed: string): Judgement {
  const version = parseVersion(printed);
  if (version === undefined) return { ok: false, reason: "it reports no version" };
  if (version.major > MINIMUM.major)
    return { ok: false, reason: `its major version is newer (${formatVersion(version)})` };
  if (compareVersions(version, MINIMUM) < 0) {
    return { ok: false, reason: `it is ${formatVersion(version)}, and ${MINIMUM_VERSION} or newer is needed` };
  }
  return { ok: true, version: formatVersion(version) };
}
