// Mutation testing of the modules that decide: each is changed in small ways, and its tests must notice. `npm run test:mutation [-- NAME...]`.
// Prints a score per module. A change nobody noticed must be explained in test/mutation/explained.json, or the run fails; it fails as well
// where something is explained that does not happen any more.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { ROOT, readJson, seconds } from "./lib/common.mjs";

const card = "test/unit/lifecycle/card";
const wallet = "test/unit/lifecycle/wallet";
const fleet = "test/unit/lifecycle/fleet";
const MODULES = [
  { name: "retry", files: ["api/retry", "api/retryQuota"], tests: ["test/unit/api/retry*.test.ts"] },
  { name: "money", files: ["model/money"], tests: ["test/unit/model/money.test.ts", "test/properties/money.test.ts"] },
  {
    name: "limits",
    files: ["model/limits"],
    tests: ["test/unit/model/limits.test.ts", "test/properties/limits.test.ts"],
  },
  { name: "conditions", files: ["wait/conditions"], tests: ["test/unit/wait/conditions.test.ts"] },
  { name: "diff", files: ["lifecycle/card/diff"], tests: [`${card}/diff.test.ts`] },
  {
    name: "marks",
    files: ["lifecycle/naming"],
    tests: ["test/unit/lifecycle/naming.test.ts", "test/properties/naming.test.ts"],
  },
  { name: "adoption", files: ["lifecycle/card/find"], tests: [`${card}/{adopt,issue,incidents}.test.ts`] },
  { name: "leftovers", files: ["lifecycle/wallet/leftover"], tests: [`${wallet}/leftover.test.ts`] },
  {
    name: "ladder",
    files: ["lifecycle/card/close"],
    tests: [`${card}/{adopt,close,delete,fund,incidents,overdrawn}.test.ts`, `${fleet}/closing.test.ts`],
  },
  {
    name: "fleet",
    files: ["lifecycle/fleet/plan", "lifecycle/fleet/closures", "lifecycle/fleet/records", "lifecycle/fleet/crowd"],
    tests: [`${fleet}/{plan,closures,records,crowd}.test.ts`],
  },
];

const EXPLAINED = readJson(path.join(ROOT, "test", "mutation", "explained.json"));
/** A mutant that hangs is noticed after this; on a busy machine a sound one may take long as well, and would be taken for noticed. */
const PATIENCE_MS = 60_000;
const COLUMNS = ["mutants", "noticed", "wording", "explained", "unexplained"];
const NOTICED = ["Killed", "Timeout", "CompileError", "RuntimeError"];

/** Every change of the files and what became of it. Each module runs its own tests only, so a mutant costs well under a second. */
function mutate({ files, tests }) {
  process.env.MUTATION_TESTS = JSON.stringify(tests);
  return new Stryker({
    testRunner: "vitest",
    vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
    mutate: files.map((file) => `provider/${file}.ts`),
    coverageAnalysis: "perTest",
    concurrency: 2,
    timeoutMS: PATIENCE_MS,
    tempDirName: ".stryker-tmp",
    reporters: [],
    logLevel: "error",
  }).runMutationTest();
}

/** The changed piece of source. */
function sourceOf({ fileName, location: { start, end } }) {
  const lines = readFileSync(fileName, "utf8")
    .split("\n")
    .slice(start.line - 1, end.line);
  lines.push((lines.pop() ?? "").slice(0, end.column - 1));
  lines[0] = (lines[0] ?? "").slice(start.column - 1);
  return lines.join("\n");
}

/** Tests assert codes, not text: a change of a sentence, or of the object that only carries one, is none of behaviour. */
function isWording({ mutatorName, source }) {
  const sentence = /[a-z][,.;:]? [a-z`$"]/i;
  if (mutatorName === "StringLiteral") return sentence.test(source);
  return mutatorName === "ObjectLiteral" && /^\{\s*hint:/.test(source);
}

function summaryOf(mutant) {
  const { fileName, location, mutatorName, replacement = "", status } = mutant;
  const file = path.relative(ROOT, fileName).split(path.sep).join("/");
  return { file, line: location.start.line, mutatorName, source: sourceOf(mutant), replacement, status };
}

/** What explains this change nobody noticed. */
function explanationOf({ file, source, replacement }) {
  return EXPLAINED.find((known) => known.file === file && known.source === source && known.replacement === replacement);
}

/** One row of the table, and below it what needs somebody's attention. Answers whether anything does. */
async function examine(module) {
  const started = Date.now();
  const results = (await mutate(module)).filter(({ status }) => status !== "Ignored");
  const survivors = results.filter(({ status }) => !NOTICED.includes(status)).map(summaryOf);
  const wording = survivors.filter(isWording);
  const others = survivors.filter((survivor) => !wording.includes(survivor));
  const unexplained = others.filter((survivor) => explanationOf(survivor) === undefined);
  const used = new Set(others.map(explanationOf));
  const files = module.files.map((file) => `provider/${file}.ts`);
  const stale = EXPLAINED.filter((known) => files.includes(known.file) && !used.has(known));
  const noticed = results.length - survivors.length;
  const counts = [results.length, noticed, wording.length, others.length - unexplained.length, unexplained.length];
  const score = ((noticed / (results.length - wording.length)) * 100).toFixed(1);
  const [row, ...below] = [
    `${module.name.padEnd(10)} ${counts.map((count) => String(count).padStart(13)).join("")} ${score.padStart(7)} %`,
    ...unexplained.map(({ line, status, ...one }) => `  ${one.file}:${line} ${status}: ${change(one)}`),
    ...stale.map((known) => `  ${known.file}: explained, but noticed or gone: ${change(known)}`),
  ];
  console.log(`${row}  (${seconds(started)})`);
  for (const text of below) console.log(text);
  for (const { file, line, ...one } of results.filter(timedOut).map(summaryOf)) {
    console.log(`  ${file}:${line} noticed by a test that did not end: ${change(one)}`);
  }
  return below.length > 0;
}

function change({ source, replacement }) {
  return `${JSON.stringify(source)} -> ${JSON.stringify(replacement)}`;
}

/** Noticed only because a test did not end in time: that may be the machine. */
function timedOut({ status, statusReason = "" }) {
  return status === "Timeout" || (status === "Killed" && /timed out in \d+ms/.test(statusReason));
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !MODULES.some((module) => module.name === name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(", ")}. There are: ${MODULES.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
console.log(`module      ${COLUMNS.map((name) => name.padStart(13)).join("")}    score`);
for (const module of MODULES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  if (await examine(module)) process.exitCode = 1;
}
