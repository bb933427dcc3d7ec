import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Context } from "../../../../provider/cli/engine/context";
import { publish } from "../../../../provider/cli/engine/publish";

it("moves the CLI last: where another file cannot be moved, no version looks usable", async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "publish "));
  onTestFinished(() => fs.rm(folder, { recursive: true, force: true }));
  const [from, versions] = [path.join(folder, "from"), path.join(folder, "versions")];
  await fs.mkdir(from);
  for (const name of ["pulumi", "a-companion", "z-companion"]) await fs.writeFile(path.join(from, name), "");
  await fs.mkdir(path.join(versions, "3.259.0", "bin", "z-companion", "in the way"), { recursive: true });
  const context = { versionsFolder: versions, platform: "linux" } as Context;
  await expect(publish(context, from, "3.259.0")).rejects.toThrow();
  expect(await fs.readdir(path.join(versions, "3.259.0", "bin"))).toEqual(["a-companion", "z-companion"]);
  expect(await fs.readdir(from)).toContain("pulumi");
});
