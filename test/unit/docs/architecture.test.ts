// The map in ARCHITECTURE.md is held against what the files really import, and against the files that are there.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

const text = readFileSync("ARCHITECTURE.md", "utf8");

/** `| `folder/` | what it owns | what it may import |`. */
const folders = [...text.matchAll(/^\| `(\w+)\/` \| .* \| ([^|]*) \|$/gm)].map(([, folder = "", stated = ""]) => ({
  folder,
  stated,
}));

const here = readdirSync("provider", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Paths below `provider/` that files of the folder import, types included; those of the folder itself left out. */
function importsOf(folder: string): string[] {
  const files = readdirSync(join("provider", folder), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const paths = files.flatMap((file) => {
    const at = join(folder, file);
    const source = readFileSync(join("provider", at), "utf8");
    return [...source.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, to = ""]) =>
      normalize(join(dirname(at), to.replace(/\.js$/, ""))),
    );
  });
  return [...new Set(paths)].filter((path) => !path.startsWith(`${folder}/`) && path !== folder).sort();
}

/** What the table allows, `api/{port,readPort}` spelt out. */
function allowed(stated: string): string[] {
  return [...stated.matchAll(/`([^`]+)`/g)].flatMap(([, path = ""]) => {
    const [, base = "", choices] = /^([^{]*)(?:\{(.*)\})?$/.exec(path) ?? [];
    return choices === undefined ? [base] : choices.split(",").map((choice) => base + choice);
  });
}

test("every folder stands in the map", () => {
  expect(folders.map(({ folder }) => folder).sort()).toEqual(here.sort());
});

describe.each(folders)("$folder", ({ folder, stated }) => {
  test("imports what the map says, and nothing else", () => {
    const paths = importsOf(folder);
    if (stated.startsWith("anything but")) {
      const [forbidden = ""] = allowed(stated);
      expect(paths.filter((path) => path === forbidden || path.startsWith(`${forbidden}/`))).toEqual([]);
      return;
    }
    const names = stated === "nothing" ? [] : allowed(stated);
    const covers = (name: string) => (path: string) => path === name || path.startsWith(`${name}/`);
    expect(paths.filter((path) => !names.some((name) => covers(name)(path)))).toEqual([]);
    expect(names.filter((name) => !paths.some(covers(name)))).toEqual([]);
  });
});

test("what it tells to look at is there", () => {
  const table = text.split("## If you change X")[1]?.split("\n## ")[0] ?? "";
  const looked = [
    ...table.matchAll(/`((?:provider|test|api|lifecycle|model|pulumi|cli|sandbox|lookups|fleetFile)\/[\w/.-]+)`/g),
  ];
  const missing = looked
    .map(([, path = ""]) => path.replace(/\/$/, ""))
    .filter((path) => ![path, join("provider", path), join("provider", `${path}.ts`)].some((at) => existsSync(at)));
  expect(looked.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});
