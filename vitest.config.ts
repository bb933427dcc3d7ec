// The test projects: what runs in memory first, all at once; then what runs on the real engine, two files at a time.

const ENGINE_TIMEOUT_MS = 180_000;

function inMemory(name: string, include: string[]) {
  // GitHub's workflow parser imports JSON in a way that only bundlers and newer Nodes take.
  const server = { deps: { inline: [/@actions\//] } };
  const environment = "node" as const;
  // Its source maps name files it does not ship; Vite would warn of each.
  const logLevel = "error" as const;
  return { logLevel, test: { name, include, environment, server, testTimeout: 20_000, sequence: { groupOrder: 0 } } };
}

function onEngine(name: string, include: string[], groupOrder: number, setup: string[] = []) {
  return {
    test: {
      name,
      include,
      environment: "node" as const,
      globalSetup: ["test/support/engineSetup.ts", ...setup],
      testTimeout: ENGINE_TIMEOUT_MS,
      hookTimeout: ENGINE_TIMEOUT_MS,
      pool: "forks" as const,
      maxWorkers: 2,
      sequence: { groupOrder },
    },
  };
}

const config: import("vitest/config", { with: { "resolution-mode": "import" }}).ViteUserConfig = {
  test: {
    // Only the cells of the fault matrix run at the same time within one file; they mostly wait.
    maxConcurrency: 12,
    projects: [
      inMemory("unit", ["test/unit/**/*.test.ts", "test/properties/**/*.test.ts"]),
      inMemory("sandbox", ["test/sandbox/**/*.test.ts"]),
      onEngine("lifecycle", ["test/lifecycle/**/*.test.ts"], 1),
      onEngine("faults", ["test/faults/**/*.test.ts"], 2, ["test/support/faultTable.ts"]),
      {
        test: {
          name: "console",
          include: ["test/console/**/*.test.ts"],
          environment: "node" as const,
          globalSetup: ["test/console/browserSetup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A browser is several processes by itself.
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
      // An hour's work, so only when it is asked for (`npm run test:kill`).
      ...(process.env.KILLS === undefined ? [] : [onEngine("kill", ["test/kill/**/*.test.ts"], 3)]),
    ],
  },
};

// CommonJS as the package is; without ESM syntax because Vitest would then take the file for an ES module.
module.exports = config;
