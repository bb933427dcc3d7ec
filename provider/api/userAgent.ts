/** How the client names itself: package name and version. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const NAME = "pulumi-fourpay";

/** Sources and compiled files lie equally deep below package.json. In a bundle there is none to read, and the version is left out. */
export function userAgent(): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
    const { name, version } = manifest as { name?: unknown; version?: unknown };
    return name === NAME && typeof version === "string" ? `${NAME}/${version}` : NAME;
  } catch {
    return NAME;
  }
}
