// What every program of the package matrix does with the package it found: a card issued, nothing to do, closed, on the real engine.
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** Takes the package and the SDK as the program's own kind of import gave them. */
exports.issueAndClose = async function issueAndClose({ fourpay, startSandbox, seedIds, automation, folder }) {
  const sandbox = await startSandbox({ latency: { issueMs: 50 } });
  const state = mkdtempSync(join(tmpdir(), "fourpay-package-"));
  try {
    const program = async () => {
      const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
      new fourpay.Card("card", { walletId: seedIds.wallet, holderId: ada.id, limits: { daily: "50.00" } });
    };
    const stack = await automation.LocalWorkspace.createOrSelectStack(
      { stackName: "package", projectName: "package", program },
      {
        workDir: folder,
        projectSettings: { name: "package", runtime: "nodejs", backend: { url: `file://${state}` } },
        pulumiCommand: await automation.PulumiCommand.get({ root: process.env.ENGINE_ROOT }),
        envVars: {
          PULUMI_CONFIG_PASSPHRASE: "",
          PULUMI_SKIP_UPDATE_CHECK: "true",
          PULUMI_HOME: join(state, "home"),
          FOURPAY_BASE_URL: sandbox.url,
          FOURPAY_ORGANIZATION_ID: sandbox.organizationId,
          FOURPAY_API_KEY: sandbox.apiKey,
        },
      },
    );
    const live = () => sandbox.control.snapshot().cards.filter((card) => card.status === "active").length;
    const first = await stack.up();
    check(live() === 1, "the first up issues one card", first.stdout);
    const second = await stack.up();
    check(second.summary.resourceChanges.same === 3, "the second up changes nothing", second.stdout);
    const last = await stack.destroy();
    check(live() === 0, "destroy closes it", last.stdout);
  } finally {
    await sandbox.close();
    rmSync(state, { recursive: true, force: true });
  }
};

function check(holds, what, output) {
  if (!holds) throw new Error(`Not so: ${what}.\n${output}`);
}
