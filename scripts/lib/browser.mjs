// The browser the console is tested in: one that is on the machine already. None is ever downloaded.
import { accessSync, constants } from "node:fs";
import path from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

export const HOW_TO_INSTALL =
  "No Chromium was found. Install one (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask chromium) or name it: FOURPAY_TEST_CHROMIUM=/path/to/chromium";

/** Path of a Chromium; undefined when there is none. */
export function findBrowser({ FOURPAY_TEST_CHROMIUM: named, PATH = "" }) {
  if (named) return canRun(named) ? named : undefined;
  const onPath = PATH.split(path.delimiter).flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...onPath, ...PLACES].find(canRun);
}

function canRun(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
