// What every step of the bootstrap shares: where things are, how processes are run, how results are told.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
export const DIST = path.join(ROOT, "dist");
export const MAIN = path.join(DIST, "cli", "main.js");
export const MODULES = path.join(ROOT, "node_modules");
/** Ours inside node_modules, so that removing node_modules also forgets every stamp. */
export const STAMPS = path.join(MODULES, ".cache", "pulumi-fourpay");

/** npm neither advertises nor records where packages came from, whatever the machine's settings say. */
const ENVIRONMENT = {
  ...process.env,
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
  npm_config_omit_lockfile_registry_resolved: "true",
};

/** An error whose message says everything; its stack is not shown. */
export function failure(message) {
  return Object.assign(new Error(message), { expected: true });
}

export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function hash(...parts) {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex");
}

/** The script behind a package's command, run by this very Node: no shell, no PATH, spaces are fine. */
export function commandOf(packageName, command) {
  const folder = path.join(MODULES, ...packageName.split("/"));
  const bin = readJson(path.join(folder, "package.json"))?.bin;
  const script = typeof bin === "string" ? bin : bin?.[command];
  if (script === undefined) throw failure(`${packageName} has no command ${command}; is it installed?`);
  return path.join(folder, script);
}

/** Runs a program to its end and resolves to an exit code. Ctrl-C reaches the child too; we wait for it to finish. */
export function run(command, args, { onOutput, stdin = "ignore", env = ENVIRONMENT, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const output = onOutput === undefined ? "inherit" : "pipe";
    const child = spawn(command, args, { cwd, env, stdio: [stdin, output, output] });
    const ignore = () => undefined;
    const forward = () => child.kill("SIGTERM");
    process.on("SIGINT", ignore).on("SIGTERM", forward);
    child.stdout?.setEncoding("utf8").on("data", onOutput);
    child.stderr?.setEncoding("utf8").on("data", onOutput);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", ignore).off("SIGTERM", forward);
      resolve(code ?? 128 + (constants.signals[signal] ?? 1));
    });
  });
}

export function runNode(args, options) {
  return run(process.execPath, args, { stdin: "inherit", ...options });
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

export function finalLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
