// The one entry behind `npm run demo`, `npm test`, `npm run test:kill` and `npm run check`. Makes a fresh checkout ready (packages; a build
// where one is needed) and then does what was asked. Plain Node, because at first nothing is installed; the steps live in lib/ and load after the version check.
const NEEDED = [20, 18, 1];

function isTooOld(version) {
  const parts = version.split(".").map(Number);
  const at = NEEDED.findIndex((needed, index) => parts[index] !== needed);
  return at !== -1 && parts[at] < NEEDED[at];
}

async function main([task, ...args]) {
  if (isTooOld(process.versions.node)) {
    console.error(
      `Node ${NEEDED.join(".")} or newer is needed; this is ${process.versions.node} (${process.execPath}).`,
    );
    return 1;
  }
  const [{ installPackages }, { buildPackage }, { runNode, MAIN, finalLine }] = await Promise.all([
    import("./lib/install.mjs"),
    import("./lib/build.mjs"),
    import("./lib/common.mjs"),
  ]);
  const tasks = {
    async demo() {
      await buildPackage();
      return runNode([MAIN, "demo", ...args]);
    },
    async check() {
      const { runChecks } = await import("./lib/checks.mjs");
      const result = await runChecks();
      console.log(finalLine(result));
      return result.failed > 0 ? 1 : 0;
    },
    async test() {
      const { runTests } = await import("./lib/tests.mjs");
      return runTests(args);
    },
    async kill() {
      const { runKills } = await import("./lib/kills.mjs");
      return runKills(args);
    },
  };
  if (!Object.hasOwn(tasks, task ?? "")) {
    console.error("Usage: node scripts/run.mjs demo|test|kill|check [arguments]");
    return 2;
  }
  try {
    await installPackages();
    return await tasks[task]();
  } catch (error) {
    console.error(error instanceof Error && error.expected !== true ? error.stack : error.message);
    if (task !== "demo") console.log(finalLine({ passed: 0, failed: 1 }));
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
