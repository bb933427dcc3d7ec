// The results as Markdown.
import { CONTESTANTS, EMPTY, JOBS } from "./settings.mjs";

const JOB_TITLES = {
  up: "first `up`",
  same: "unchanged `up`",
  change: "limits of 10 %",
  refresh: "`refresh`",
  destroy: "`destroy`",
};

const HEAD = [
  "contestant",
  "runs",
  "wall s",
  "× (e)",
  "× (d)",
  "POST",
  "PATCH",
  "GET details",
  "GET lists",
  "other",
  "per card",
  "429s (later)",
  "peak MB engine / program / provider",
  "CPU s engine / program / provider",
  "state bytes",
  "per card",
];

const whole = (value) => Math.round(value).toLocaleString("en-US");
const orNothing = (value, format) => (value === undefined ? "–" : format(value));
const lineOf = (cells) => `| ${cells.join(" | ")} |`;
const tableOf = (head, rows) => [lineOf(head), lineOf(head.map(() => "---")), ...rows.map(lineOf)].join("\n");

function roles(usage, digits) {
  return ["engine", "program", "provider"]
    .map((role) => orNothing(usage[role], (value) => Math.max(0, value).toFixed(digits)))
    .join(" / ");
}

function rowOf({ title, cards }, summary, { count, raw, floor }) {
  const { runs, seconds, requests, stateBytes, peakMb, cpuSeconds } = summary;
  const compared = (other) => orNothing(other, ({ seconds: by }) => (seconds / by).toFixed(2));
  const asked = ["post", "patch", "details", "lists", "other"].map((kind) => whole(requests[kind]));
  return [
    title,
    runs,
    seconds.toFixed(2),
    compared(raw),
    compared(floor),
    ...asked,
    cards ? (requests.total / count).toFixed(2) : "–",
    `${whole(requests.refused)} (${whole(requests.later.refused)})`,
    roles(peakMb, 0),
    roles(cpuSeconds, 1),
    orNothing(stateBytes, whole),
    orNothing(stateBytes, (bytes) => (count > 0 ? whole(bytes / count) : "–")),
  ];
}

/** The table of one size and job; undefined when nobody was measured. */
function sectionOf({ figure, failure, count, job }) {
  const floors = { raw: figure("e", count, job), floor: figure("d", count, job), count };
  const rows = Object.entries(CONTESTANTS).flatMap(([key, contestant]) => {
    if (failure(key, count)?.job === job) return [[contestant.title, "**failed**", ...HEAD.slice(2).map(() => "–")]];
    const summary = figure(key, count, job);
    return summary === undefined ? [] : [rowOf(contestant, summary, floors)];
  });
  const title = `### ${whole(count)} cards, ${JOB_TITLES[job]}`;
  return rows.length === 0 ? [] : [`${title}\n\n${tableOf(HEAD, rows)}`];
}

const BASE_TITLES = { up: "new stack", same: "once more" };

/** What is paid before the first card: by any program, and by any that has a dynamic resource. */
function baseSection(figure, empty) {
  const rows = Object.entries(BASE_TITLES).flatMap(([job, when]) => {
    const named = [
      [`no resource, ${when}`, empty(job)],
      [`one no-op resource, ${when}`, figure("d", 1, job)],
    ];
    return named.flatMap(([title, summary]) => (summary ? [rowOf({ ...EMPTY, title }, summary, { count: 0 })] : []));
  });
  return rows.length === 0 ? [] : [`### Before the first card\n\n${tableOf(HEAD, rows)}`];
}

function verdictSection(verdicts) {
  const words = { true: "yes", false: "**no**", undefined: "not measured" };
  const rows = verdicts.map(({ what, target, measured, met }) => [what, target || "–", measured ?? "–", words[met]]);
  return `## Must reach\n\n${tableOf(["what", "target", "measured", "met"], rows)}`;
}

export function verdictText(verdicts) {
  return verdictSection(verdicts);
}

/** `about` are the sentences under the title. */
export function resultsText({ about, sizes, figure, empty, failure, verdicts }) {
  const sections = sizes.flatMap((count) => JOBS.flatMap((job) => sectionOf({ figure, failure, count, job })));
  const parts = ["# Results of `npm run bench`", ...about, verdictSection(verdicts), "## Figures"];
  return `${[...parts, ...baseSection(figure, empty), ...sections].join("\n\n")}\n`;
}
