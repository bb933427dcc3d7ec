// Runs everything `npm test` stands for: build, engine, checks, Vitest; then one line with the sum of tests and checks.
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import { buildPackage, filesIn } from "./build.mjs";
import { runChecks } from "./checks.mjs";
import { commandOf, DIST, finalLine, ROOT, readJson, runNode, STAMPS } from "./common.mjs";

const ENGINE_PROJECTS = ["lifecycle", "faults"];
const MEMORY_PROJECTS = ["unit", "sandbox"];
const BROWSER_PROJECTS = ["console"];
const ALL_PROJECTS = [...MEMORY_PROJECTS, ...ENGINE_PROJECTS, ...BROWSER_PROJECTS];

export async function runTests(args) {
  await buildPackage();
  const wantsEngine = canReach(args, ENGINE_PROJECTS);
  const lacksBrowser = canReach(args, BROWSER_PROJECTS) && findBrowser(process.env) === undefined;
  // Asked for by name it runs, and fails with what to install.
  const leavesOut = lacksBrowser && !splitProjects(args).projects.includes("console") ? BROWSER_PROJECTS : [];
  const hasEngine = !wantsEngine || (await prepareEngine());
  const checks = await runChecks();
  const tests = await runVitest(without(args, [...leavesOut, ...(hasEngine ? [] : ENGINE_PROJECTS)]));
  const total = {
    passed: checks.passed + tests.passed,
    failed: checks.failed + tests.failed + (hasEngine ? 0 : 1),
  };
  console.log(`Static checks: ${finalLine(checks)}. Tests: ${finalLine(tests)}, ${tests.skipped} skipped.`);
  if (!hasEngine)
    console.log(`The ${ENGINE_PROJECTS.join(" and ")} tests did not run: no engine (see above). Counted as 1 failed.`);
  if (leavesOut.length > 0) console.log("console tests not run: no Chromium found (npm run test:console says how)");
  console.log(finalLine(total));
  return total.failed > 0 ? 1 : 0;
}

/** Splits off Vitest's --project, in both of its forms. */
function splitProjects(args) {
  const projects = [];
  const rest = [];
  for (let at = 0; at < args.length; at++) {
    if (args[at] === "--project") projects.push(args[++at] ?? "");
    else if (args[at].startsWith("--project=")) projects.push(args[at].slice("--project=".length));
    else rest.push(args[at]);
  }
  return { projects, rest };
}

/** Whether the selection can contain a test of one of these projects: Vitest takes a file when its path contains a filter. */
function canReach(args, names) {
  const { projects, rest } = splitProjects(args);
  const chosen = names.filter((name) => projects.length === 0 || projects.includes(name));
  const filters = rest.filter((arg) => !arg.startsWith("-"));
  const files = chosen
    .flatMap((name) => filesIn(path.join(ROOT, "test", name)))
    .filter((file) => file.endsWith(".test.ts"));
  return files.some((file) => filters.length === 0 || filters.some((filter) => file.includes(path.normalize(filter))));
}

/** The same selection without some projects; undefined when nothing is left. */
function without(args, names) {
  if (names.length === 0) return args;
  const { projects, rest } = splitProjects(args);
  const wanted = (name) => projects.length === 0 || projects.includes(name);
  const left = ALL_PROJECTS.filter((name) => wanted(name) && !names.includes(name));
  return left.length === 0 ? undefined : [...rest, ...left.map((name) => `--project=${name}`)];
}

async function prepareEngine() {
  const { ensureEngine } = createRequire(import.meta.url)(path.join(DIST, "cli", "engine"));
  const interactive = process.stderr.isTTY === true && !process.env.CI;
  let open = false;
  const report = (line, transient) => {
    process.stderr.write(`${open ? "\r\x1b[2K" : ""}${line}${transient ? "" : "\n"}`);
    open = transient;
  };
  try {
    const { path: file, version, source } = await ensureEngine({ env: process.env, interactive, report });
    report(`Engine: Pulumi ${version} (${source}), ${file}`, false);
    return true;
  } catch (error) {
    report(error.code === "engine_missing" ? error.message : error.stack, false);
    return false;
  }
}

async function runVitest(args) {
  if (args === undefined) return { passed: 0, failed: 0, skipped: 0 };
  const report = path.join(STAMPS, `tests-${process.pid}.json`);
  mkdirSync(STAMPS, { recursive: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await runNode([commandOf("vitest", "vitest"), "run", ...reporters, ...args], { stdin: "ignore" });
  const result = countTests(readJson(report), code);
  rmSync(report, { force: true });
  return result;
}

/** A file that does not load has no failed test; and an error outside of all tests fails the run without failing any of them. */
function countTests(report, exitCode) {
  const files = report?.testResults ?? [];
  const brokenFiles = files.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const failed = (report?.numFailedTests ?? 0) + brokenFiles.length;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}
