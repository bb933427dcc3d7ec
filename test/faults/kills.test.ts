// The kill matrix, short form: `kill -9` in every operation, in both dialects, and each time everything comes right again.
// `npm run test:kill` is the full form.
import { expect, test } from "vitest";
import { type KillReport, live } from "../support/kill/life";
import { OPERATIONS, planLives } from "../support/kill/plan";
import { line } from "../support/kill/report";

const plan = planLives({ seed: 5, lives: 2, dialects: ["organization", "merchant"] });

test.each(plan)("$dialect: killed in up, update, replace and destroy, and whole again after each", async (life) => {
  const reports: KillReport[] = [];
  await live({ ...life, abandoned: false }, (report) => {
    reports.push(report);
    console.log(line(report, reports.length, 4, 5));
  });
  expect(new Set(reports.map(({ operation }) => operation))).toEqual(new Set(OPERATIONS));
});
