// One contestant, one size: a new sandbox, a new state folder, and its jobs one after the other, each checked and measured.
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { Child } from "./children.mjs";
import { watchProcesses } from "./processes.mjs";
import { JOBS, PROJECT, STACK } from "./settings.mjs";
import { verify } from "./verify.mjs";

/** Nothing that is worth waiting for takes longer. */
const JOB_LIMIT_MS = 45 * 60_000;

const VERBS = { same: "up", change: "up" };

/**
 * Answers a figure for each job, and under `failed` what went wrong. A job that fails, or did not do what it stands for, ends the life: what follows would measure nothing.
 * `engine` opens the real engine (see scripts/bench.mjs), `say` tells how it goes.
 */
export async function live({ contestant, count, jobs, issueMs, engine, folder: parent, say }) {
  const folder = await mkdtemp(path.join(parent, "life-"));
  const figures = {};
  let running = "up";
  let sandbox;
  try {
    sandbox = new Child("sandboxProcess.mjs", { cards: contestant.cards ? count : 0, issueMs });
    const remote = await sandbox.next();
    const workDir = path.join(folder, "work");
    await mkdir(workDir);
    const world = { contestant, count, remote, workDir, engine, isNew: true };
    const known = { ids: undefined, edited: false };
    for (const job of JOBS.filter((name) => name === "up" || jobs.includes(name))) {
      // A raw script remembers nothing, so to do nothing costs it nothing.
      if (contestant.script && job === "same") continue;
      running = job;
      figures[job] = await measure(world, job, known, sandbox);
      world.isNew = false;
      say(job, figures[job]);
    }
  } catch (error) {
    figures.failed = { job: running, message: error.message };
  } finally {
    await sandbox?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return figures;
}

async function measure(world, job, known, sandbox) {
  const { contestant, count } = world;
  known.edited ||= job === "change";
  const child = new Child(...commandOf(world, job, known.edited));
  const limit = setTimeout(() => child.kill(), JOB_LIMIT_MS);
  try {
    await child.next();
    await sandbox.ask("tally");
    const stopWatching = watchProcesses(child.pid);
    let usage;
    const { seconds } = await child.ask("go").finally(() => {
      usage = stopWatching();
    });
    const requests = await sandbox.ask("tally");
    const figure = { seconds, requests, ...usage };
    if (contestant.cards) {
      known.ids = await verify({ job, count, readCards: () => sandbox.ask("cards"), known });
    }
    if (contestant.script) return figure;
    const state = await readFile(path.join(world.workDir, ".pulumi", "stacks", PROJECT, `${STACK}.json`));
    assertRecorded(JSON.parse(state), world, job);
    return { ...figure, stateBytes: state.length };
  } finally {
    clearTimeout(limit);
    await child.stop();
  }
}

function commandOf({ contestant, count, remote, workDir, engine, isNew }, job, changed) {
  const { url, organizationId, apiKey, walletId } = remote;
  if (contestant.script) return ["rawJob.mjs", { job, count, edited: changed, ...remote }];
  const envVars = {
    ...engine.environment({ home: path.join(workDir, "home"), backendDir: workDir, passphrase: "correct horse" }),
    FOURPAY_BASE_URL: url,
    FOURPAY_ORGANIZATION_ID: organizationId,
    FOURPAY_API_KEY: apiKey,
  };
  const declared = { count, changed, walletId };
  const { program, parallel } = contestant;
  const verb = VERBS[job] ?? job;
  return ["engineJob.mjs", { program, verb, parallel, engineRoot: engine.root, workDir, envVars, isNew, declared }];
}

/** The engine, too, must have done it: as many resources as declared after everything but a destroy. */
function assertRecorded({ checkpoint }, { contestant, count }, job) {
  const resources = checkpoint.latest?.resources ?? [];
  const found = resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic")).length;
  const declared = { each: count, one: 1, none: 0 }[contestant.resources];
  const expected = job === "destroy" ? 0 : declared;
  if (found !== expected) throw new Error(`After ${job}: the state holds ${found} resources instead of ${expected}.`);
}
