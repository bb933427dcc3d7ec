// The console's page is HTML, CSS and browser scripts as they are: the compiler leaves them out, so they are copied.
import { cpSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./common.mjs";

const PAGE = path.join("sandbox", "console", "page");

export function copyPage(dist) {
  cpSync(path.join(ROOT, "provider", PAGE), path.join(dist, PAGE), { recursive: true });
}
