// The processes the benchmark starts: each leads a group of its own, speaks over IPC, and goes when the benchmark goes.
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { descendantsOf } from "./processes.mjs";

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(path.dirname(FOLDER));
const TAIL = 4_000;

const running = new Set();
let over = false;

/** The environment without what would make one machine's run another's: settings of ours, of the engine, of Node. */
export function plainEnvironment() {
  const foreign = /^(FOURPAY_|PULUMI_|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

export class Child {
  #process;
  #messages = [];
  #waiting = [];
  #said = "";
  #ended;

  constructor(file, input) {
    if (over) throw new Error("The benchmark is being ended.");
    this.#process = fork(path.join(FOLDER, file), [JSON.stringify(input)], {
      cwd: ROOT,
      env: plainEnvironment(),
      execArgv: [],
      // Ctrl-C reaches the benchmark alone, which then ends everybody at once.
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    running.add(this);
    const hear = (text) => {
      this.#said = (this.#said + text).slice(-TAIL);
    };
    this.#process.stdout.setEncoding("utf8").on("data", hear);
    this.#process.stderr.setEncoding("utf8").on("data", hear);
    this.#process.on("message", (message) => {
      const waiter = this.#waiting.shift();
      if (waiter === undefined) this.#messages.push(message);
      else waiter.resolve(message);
    });
    this.#ended = once(this.#process, "close").then(([code, signal]) => {
      running.delete(this);
      const error = new Error(`${file} ended early (${signal ?? code}).\n${this.#said}`);
      for (const { reject } of this.#waiting.splice(0)) reject(error);
      return error;
    });
  }

  get pid() {
    return this.#process.pid;
  }

  /** The next message; rejects when the process ends instead. */
  next() {
    if (this.#messages.length > 0) return Promise.resolve(this.#messages.shift());
    if (!running.has(this)) return this.#ended.then((error) => Promise.reject(error));
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  ask(question) {
    this.#process.send(question);
    return this.next();
  }

  /** Ends it and everything it started. */
  async stop() {
    this.kill();
    await this.#ended;
  }

  kill() {
    if (!running.has(this)) return;
    for (const pid of [...descendantsOf(this.pid), this.pid]) killOne(pid);
    // Where processes cannot be listed, its group is the best there is.
    killOne(-this.pid);
  }
}

function killOne(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Nothing is started any more, either. */
export function killAll() {
  over = true;
  for (const child of running) child.kill();
}
