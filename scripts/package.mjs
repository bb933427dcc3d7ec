// `npm run test:package`: the packed tarball in the kinds of project users have, each issuing and closing a card on the real engine.
// Short (CI): this Node and the newest SDK. `-- --full`: Node 20, 22 and 24, the oldest and the newest SDK as well.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildPackage } from "./lib/build.mjs";
import { DIST, finalLine, seconds } from "./lib/common.mjs";
import { installPackages } from "./lib/install.mjs";
import { cellsOf } from "./package/cells.mjs";
import { Projects } from "./package/projects.mjs";

async function main(full) {
  await installPackages();
  await buildPackage();
  const { ensureEngine } = createRequire(import.meta.url)(path.join(DIST, "cli", "engine"));
  const engine = await ensureEngine({ env: process.env, report: (line) => process.stderr.write(`${line}\n`) });
  const folder = mkdtempSync(path.join(tmpdir(), "fourpay-package-matrix-"));
  const result = { passed: 0, failed: 0 };
  try {
    const projects = new Projects(folder, engine);
    await projects.pack();
    for (const cell of cellsOf({ full, node: process.version })) {
      const started = Date.now();
      const trouble = await projects.run(cell).then(
        () => undefined,
        (error) => error,
      );
      result[trouble === undefined ? "passed" : "failed"]++;
      console.log(`  ${trouble === undefined ? "ok    " : "FAILED"} ${cell.name}, ${seconds(started)}`);
      if (trouble !== undefined) console.log(trouble.message);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log(finalLine(result));
  return result.failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.includes("--full"));
