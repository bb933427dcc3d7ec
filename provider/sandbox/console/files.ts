// The page itself: a few files beside this one, sent as they are.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

export interface PageFile {
  type: string;
  content: string;
}

/** The file of this name; undefined when the page has none. */
export function pageFile(name: string): PageFile | undefined {
  const folder = join(__dirname, "page");
  const type = types[extname(name)];
  // The name comes from a URL: only what the folder lists can be meant.
  if (type === undefined || !readdirSync(folder).includes(name)) return undefined;
  return { type, content: readFileSync(join(folder, name), "utf8") };
}
