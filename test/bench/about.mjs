// What a reader of the results must know: the machine in neutral words, the rules, and how to read a row.
import { availableParallelism, totalmem, type } from "node:os";
import { canSample } from "./processes.mjs";
import { CONTESTANTS, PAGE_MAXIMUM, REQUESTS_PER_SECOND, RESPONSE_MS } from "./settings.mjs";

export function machineOf(engineVersion) {
  const node = process.versions.node.split(".").slice(0, 2).join(".");
  const engine = engineVersion.replace(/^v/, "").split(".").slice(0, 2).join(".");
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores, ${memory} GB, ${type()}, Node ${node}, Pulumi ${engine}`;
}

export function aboutText({ engineVersion, issueMs }) {
  return [
    `${machineOf(engineVersion)}. State in files, no preview, one run after the other. A new sandbox in a process of its own and a new state for every contestant and run.`,
    `The sandbox answers after ${RESPONSE_MS} ms, issues a card in ${issueMs / 1_000} s, takes ${REQUESTS_PER_SECOND} requests a second and refuses the rest with 429 (its bucket holds one second's worth), and shows at most ${PAGE_MAXIMUM} cards on a page. Holders and a funded wallet exist.`,
    `(a) and (d) run with \`--parallel 128\`, the others with the engine's default; (a), (c) and (d) up to ${CONTESTANTS.a.largest} cards. (e) keeps an even pace at the limit, does not use the bucket, and has no state, so an unchanged \`up\` is none of its jobs. (f) is one resource that does nothing and has the inputs of (b): what the engine and the SDK need for a value of that size. After each job the sandbox's cards were compared with the declared ones, and the number of recorded resources with the expected one.`,
    [
      "Wall time is the engine's run without loading the program's process; (e) is the script's own work. Where there were several runs: medians; memory, state and 429s are the worst.",
      '"429s (later)": in all, and after the first second of the job.',
      canSample
        ? "Memory is the kernel's high-water mark of each process; (e) stands under program."
        : "Memory and CPU were not measured: this platform has no /proc.",
    ].join(" "),
  ];
}
