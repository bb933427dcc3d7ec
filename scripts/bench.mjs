// `npm run bench`: how fast the same cards are issued, left alone, changed, refreshed and closed by six contestants (test/bench), side by
// side on the real engine. Writes a table; fails when a job failed, not when a target is missed.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { constants, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { aboutText, machineOf } from "../test/bench/about.mjs";
import { killAll } from "../test/bench/children.mjs";
import { summarise } from "../test/bench/figures.mjs";
import { inputBytesOf } from "../test/bench/fleet.mjs";
import { live } from "../test/bench/life.mjs";
import { CONTESTANTS, EMPTY, ISSUE_MS, JOBS, SIZES } from "../test/bench/settings.mjs";
import { resultsText, verdictText } from "../test/bench/table.mjs";
import { judge } from "../test/bench/targets.mjs";
import { buildPackage } from "./lib/build.mjs";
import { DIST, ROOT, seconds } from "./lib/common.mjs";
import { installPackages } from "./lib/install.mjs";

const RESULTS = path.join(ROOT, "test", "bench", "RESULTS.md");
const USAGE = `Usage: npm run bench -- [options]

  --sizes LIST         cards; default ${SIZES.join(",")} (one resource per card: up to ${CONTESTANTS.a.largest})
  --contestants LIST   default ${Object.keys(CONTESTANTS).join(",")}
${Object.entries(CONTESTANTS)
  .map(([key, { title }]) => `                         ${key}: ${title.slice(4)}`)
  .join("\n")}
  --jobs LIST          default ${JOBS.join(",")}; "up" always runs first
  --runs N             medians of so many; default 3. What takes over five minutes is not repeated
  --issue-ms N         how long the sandbox takes for a card; default ${ISSUE_MS}
  --out FILE           where the table goes; default test/bench/RESULTS.md
  --skip-build         packages and dist are as they should be
  --help`;

/** A contestant that takes this long once is not made to do it again. */
const REPEATABLE_MS = 5 * 60_000;

function optionsOf(args) {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  const options = { sizes: text, contestants: text, jobs: text, runs: text, "issue-ms": text, out: text };
  const { values } = parseArgs({ args, options: { ...options, "skip-build": flag, help: flag } });
  return {
    help: values.help,
    skipBuild: values["skip-build"],
    sizes: listOf(values.sizes, SIZES).map((size) => wholeNumber("--sizes", size)),
    contestants: known("--contestants", listOf(values.contestants, Object.keys(CONTESTANTS)), Object.keys(CONTESTANTS)),
    jobs: known("--jobs", listOf(values.jobs, JOBS), JOBS),
    runs: wholeNumber("--runs", values.runs ?? 3),
    issueMs: wholeNumber("--issue-ms", values["issue-ms"] ?? ISSUE_MS),
    out: path.resolve(values.out ?? RESULTS),
  };
}

function listOf(text, standard) {
  return text === undefined ? standard : text.split(",").map((item) => item.trim());
}

function wholeNumber(name, value) {
  if (!/^[1-9]\d{0,5}$/.test(String(value))) throw new TypeError(`${name}: "${value}" is no whole number above zero.`);
  return Number(value);
}

function known(name, values, allowed) {
  for (const value of values) if (!allowed.includes(value)) throw new TypeError(`${name}: there is no "${value}".`);
  return values;
}

async function openEngine() {
  const { ensureEngine, engineEnvironment } = createRequire(import.meta.url)(path.join(DIST, "cli", "engine"));
  const { root, version, env } = await ensureEngine({ env: process.env, report: (line) => console.log(line) });
  return { root, version, environment: (options) => ({ ...engineEnvironment(options), ...env }) };
}

/** All lives, run by run, so that whatever else the machine does is spread over all contestants. */
async function runAll({ sizes, contestants, jobs, runs, issueMs }, engine, folder) {
  const results = new Map();
  const entrants = contestants.map((key) => ({ key, contestant: CONTESTANTS[key] }));
  const fitting = (count) => entrants.filter(({ contestant }) => count <= contestant.largest);
  // Nothing at all, and the least that makes the engine start a dynamic provider: what everybody pays before the first card.
  const lives = [
    { key: "empty", contestant: EMPTY, count: 0, jobs: ["up", "same"] },
    { key: "d", contestant: CONTESTANTS.d, count: 1, jobs: ["up", "same"] },
    ...sizes.flatMap((count) => fitting(count).map((entrant) => ({ ...entrant, count, jobs }))),
  ];
  for (let run = 1; run <= runs; run++) {
    for (const life of lives) {
      const name = `${life.key}/${life.count}`;
      const result = results.get(name) ?? { figures: [], slow: false };
      results.set(name, result);
      if (result.slow || result.failed !== undefined) continue;
      const started = Date.now();
      const label = `run ${run} of ${runs}, ${life.contestant.title}${life.count > 0 ? `, ${life.count} ${life.count === 1 ? "card" : "cards"}` : ""}`;
      const say = (job, figure) => console.log(`${label}, ${job}: ${figure.seconds.toFixed(2)} s`);
      const { failed, ...figures } = await live({ ...life, issueMs, engine, folder, say });
      result.figures.push(figures);
      result.slow = Date.now() - started > REPEATABLE_MS;
      if (failed === undefined) continue;
      result.failed = failed;
      console.error(`${label}, ${failed.job} FAILED: ${failed.message}`);
    }
  }
  return results;
}

async function bench(options) {
  if (!options.skipBuild) {
    await installPackages();
    await buildPackage();
  }
  const engine = await openEngine();
  console.log(machineOf(engine.version));
  const folder = await mkdtemp(path.join(tmpdir(), "fourpay-bench-"));
  const results = await endingEverything(folder, () => runAll(options, engine, folder));

  const figuresOf = (key, count, job) =>
    results.get(`${key}/${count}`)?.figures.flatMap((life) => life[job] ?? []) ?? [];
  const figure = (key, count, job) => summarise(figuresOf(key, count, job));
  const empty = (job) => figure("empty", 0, job);
  const failure = (key, count) => results.get(`${key}/${count}`)?.failed;
  const inputBytes = inputBytesOf("00000000-0000-0000-0000-000000000000");
  const verdicts = judge({ figure, empty, issueSeconds: options.issueMs / 1_000, inputBytes });
  const about = aboutText({ engineVersion: engine.version, issueMs: options.issueMs });
  await writeFile(options.out, resultsText({ about, sizes: options.sizes, figure, empty, failure, verdicts }));
  console.log(`\n${verdictText(verdicts)}\n\nThe table: ${path.relative(process.cwd(), options.out)}`);

  const failures = [...results.values()].filter(({ failed }) => failed !== undefined).length;
  if (failures > 0) console.error(`${failures} failed; see above.`);
  return failures > 0 ? 1 : 0;
}

/** However it ends, no process and no file of ours stays. */
async function endingEverything(folder, work) {
  const end = async (signal) => {
    killAll();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit(128 + constants.signals[signal]);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.once(signal, end);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, end);
    killAll();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function main(args) {
  let options;
  try {
    options = optionsOf(args);
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const started = Date.now();
  const code = await bench(options);
  console.log(`Took ${seconds(started)}.`);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
