// One module under mutation and its own tests; which ones, `scripts/mutation.mjs` says.
const config: import("vitest/config", { with: { "resolution-mode": "import" }}).ViteUserConfig = {
  test: {
    include: JSON.parse(process.env.MUTATION_TESTS ?? "[]") as string[],
    environment: "node",
    // A busy machine must not make a test fail: that would count as noticed.
    testTimeout: 60_000,
  },
};

module.exports = config;
