// The kill matrix, full form: as many lives as it takes for the wanted number of kills, one line for each kill, and a table at the end.
// `npm run test:kill -- --kills 200 --seed 5 --only 17` sets what is read from the environment here.
import { afterAll, expect, test } from "vitest";
import { type KillReport, live } from "../support/kill/life";
import { OPERATIONS, planLives } from "../support/kill/plan";
import { line, table } from "../support/kill/report";

const kills = Number(process.env.KILLS);
const seed = Number(process.env.KILL_SEED ?? 5);
const only = process.env.KILL_ONLY === undefined ? undefined : Number(process.env.KILL_ONLY);

const MOST_LIVES = 1000;
/** Dozens of engine runs, on a machine that may have other work. */
const LIFE_TIMEOUT_MS = 30 * 60_000;
const plan = planLives({ seed, lives: Math.min(kills, MOST_LIVES), dialects: ["organization", "merchant"] });
const reports: KillReport[] = [];
const say = (text: string) => void process.stdout.write(`${text}\n`);

/** Enough lives for the kills: those that are abandoned after the first kill count one, the others one for each operation. */
function enough() {
  let planned = 0;
  return plan.filter(({ abandoned }) => {
    if (planned >= kills) return false;
    planned += abandoned ? 1 : OPERATIONS.length;
    return true;
  });
}

const lives = only === undefined ? enough() : plan.filter(({ number }) => number === only);
const expected = lives.reduce((sum, { abandoned }) => sum + (abandoned ? 1 : OPERATIONS.length), 0);

test.each(lives)("life $number, $dialect", { timeout: LIFE_TIMEOUT_MS }, async (life) => {
  let own = 0;
  try {
    await live(life, (report) => {
      own++;
      reports.push(report);
      say(line(report, reports.length, expected, seed));
      for (const complaint of report.complaints) say(complaint.replace(/^/gm, "      "));
    });
  } catch (error) {
    say(`FAILED: life ${life.number}; again with: npm run test:kill -- --seed ${seed} --only ${life.number}`);
    say(String(error).replace(/^/gm, "      "));
    throw error;
  }
  expect(own).toBeGreaterThanOrEqual(life.abandoned ? 1 : OPERATIONS.length);
});

afterAll(() => say(`\nseed ${seed}\n${table(reports)}`));
