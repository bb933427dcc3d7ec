// The policy pack on the real engine: the pack as it ships, run by the engine beside a program.
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { openStack, type TestStack } from "../../support/stack";

const seed = {
  wallets: [{ id: seedIds.wallet, providerId: seedIds.physicalProvider, name: "Operations", balance: "100.00" }],
  holders: [{ id: "ada-lovelace", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" }],
};
const PACK = join(__dirname, "..", "..", "..", "examples", "policy");

test("cards that break a rule are refused in the preview, each by its key, and nothing is issued", async () => {
  const stack = await openWithAnalyzer();
  stack.declare(() => {
    declareCard("unbounded", { limits: { monthly: "500.00" } });
    declareCard("lavish", { limits: { daily: "5000.00" } });
    declareCard("plastic", { limits: { daily: "10.00" }, cardType: "physical" });
    declareCard("kept", { limits: { daily: "10.00" }, deletionPolicy: "retain" });
    declareCard("named", { limits: { daily: "10.00" }, name: "4111 1111 1111 1111" });
    new fourpay.CardFleet("programme", {
      walletId: seedIds.wallet,
      defaults: { limits: { daily: "10.00" } },
      cards: {
        ada: { holderId: "ada-lovelace" },
        grace: { holderId: "ada-lovelace", limits: { daily: "2000.00" } },
        alan: { holderId: "ada-lovelace", deletionPolicy: "freeze" },
      },
    });
  });

  const said = await refused(stack);

  expect(violations(said)).toEqual([
    ["close-on-destroy", "kept"],
    ["close-on-destroy", "programme/alan"],
    ["daily-limit", "unbounded"],
    ["maximum-limit", "lavish"],
    ["maximum-limit", "programme/grace"],
    ["no-physical-cards", "plastic"],
    ["no-secrets-in-names", "name looks like a card number"],
  ]);
  expect(said).not.toContain("4111");
  expect(stack.cards).toEqual([]);
});

test("cards that keep to the rules are issued, also in a wallet that the same run creates", async () => {
  const stack = await openWithAnalyzer({ name: "production" });
  stack.declare(() => {
    declareCard("ada", { limits: { daily: "10.00" } });
    const wallet = new fourpay.Wallet("ads", {
      adopt: seedIds.wallet,
      providerId: seedIds.physicalProvider,
      deletionPolicy: "retain",
    });
    declareCard("grace", { walletId: wallet.id, limits: { daily: "10.00" } });
  });

  await stack.engine.up({ policyPacks: [PACK], onOutput: () => undefined });

  expect(stack.openCards).toHaveLength(2);
  await stack.destroy();
  expect(stack.openCards).toEqual([]);
});

test("configuration sets other maxima, for one wallet and one card too; what the schema does not know is refused", async () => {
  const stack = await openWithAnalyzer();
  stack.declare(() => {
    declareCard("ada", { limits: { daily: "900.00" } });
    declareCard("grace", { limits: { daily: "1500.00" } });
    declareCard("boss", { limits: { daily: "9999.00" } });
  });
  const config = join(stack.folder, "policy.json");
  const strict = {
    maximum: { daily: "100.00" },
    wallets: { [seedIds.wallet]: { daily: "1000.00" } },
    except: ["boss"],
  };
  await writeFile(config, JSON.stringify({ "maximum-limit": strict }));

  expect(violations(await refused(stack, config))).toEqual([["maximum-limit", "grace"]]);

  await writeFile(config, JSON.stringify({ "maximum-limit": { maximum: { hourly: "1.00" } } }));
  const said = await refused(stack, config);
  expect(said).toContain("hourly");
  expect(violations(said)).toEqual([]);
});

function declareCard(name: string, args: Partial<fourpay.CardArgs>): void {
  new fourpay.Card(name, { walletId: seedIds.wallet, holderId: "ada-lovelace", ...args });
}

/** With a CLI's Node language host the engine starts the pack by itself; without one it asks for a program of this name on PATH. */
async function openWithAnalyzer({ name = "dev" } = {}): Promise<TestStack> {
  const stack = await openStack({ name, sandbox: { seed } });
  const bin = join(stack.folder, "bin");
  const analyzer = join(bin, "pulumi-analyzer-policy-nodejs");
  await mkdir(bin);
  const script = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  await writeFile(analyzer, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  await chmod(analyzer, 0o755);
  stack.setEnv({ PATH: [bin, stack.engine.workspace.envVars.PATH ?? process.env.PATH].join(delimiter) });
  return stack;
}

/** What the engine said when it refused. */
async function refused(stack: TestStack, config?: string): Promise<string> {
  const configs = config === undefined ? {} : { policyPackConfigs: [config] };
  try {
    await stack.engine.preview({ policyPacks: [PACK], ...configs });
  } catch (error) {
    return String(error);
  }
  throw new Error("The preview should have been refused.");
}

/** Rule and card of each violation. The error holds what was printed twice. */
function violations(said: string): string[][] {
  const found = said.matchAll(/\[mandatory\]\s+([\w-]+)\s+\(.*\)\n.*\n\s+(?:Card "([^"]+)"|(.+?);)/g);
  const told = new Set([...found].map(([, rule = "", card, other = ""]) => `${rule}: ${card ?? other}`));
  return [...told].sort().map((line) => line.split(": "));
}
