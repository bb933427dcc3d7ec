// `npm run record:states -- <version>`: at a release, what its code records is put beside the states of earlier ones; test/lifecycle/upgrade.test.ts reads them.
import { runTests } from "./lib/tests.mjs";

const [version] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? "")) {
  console.error("Usage: npm run record:states -- <version>");
  process.exitCode = 2;
} else {
  process.env.RECORD_STATES = version;
  process.exitCode = await runTests(["--project", "lifecycle", "test/lifecycle/upgrade.test.ts", "-t", "records"]);
}
