/** Where events arrive: kept, acknowledged, and worked off team by team. */
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Employee, type HrEvent, roster } from "./events";
import { Journal } from "./journal";
import { Queue } from "./queue";

export interface DeskOptions {
  readonly folder: string;
  readonly retryMs: number;
  /** Opens the stack of a team. */
  readonly open: (team: string) => Promise<{ apply: (employees: ReadonlyMap<string, Employee>) => Promise<void> }>;
}

interface Team {
  readonly journal: Journal;
  readonly queue: Queue;
  /** How many of the events the stack has seen through. */
  applied: number;
}

const SUFFIX = ".events";

export class Desk {
  readonly #options: DeskOptions;
  readonly #teams = new Map<string, Team>();

  /** Goes on with whatever an earlier process left: a run for a team that is as it should be changes nothing. */
  constructor(options: DeskOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
    for (const file of readdirSync(options.folder)) {
      if (file.endsWith(SUFFIX)) this.#team(file.slice(0, -SUFFIX.length)).queue.request();
    }
  }

  tell(event: HrEvent): "new" | "known" | "conflict" {
    const { journal, queue } = this.#team(event.team);
    const answer = journal.add(event);
    if (answer === "new") queue.request();
    return answer;
  }

  status(name: string): { events: number; applied: number; idle: boolean; error?: string } | undefined {
    const team = this.#teams.get(name);
    if (team === undefined) return undefined;
    const { journal, queue, applied } = team;
    const error = queue.error === undefined ? {} : { error: queue.error };
    return { events: journal.events.length, applied, idle: queue.idle, ...error };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#teams.values()].map(({ queue }) => queue.close()));
  }

  #team(name: string): Team {
    const known = this.#teams.get(name);
    if (known !== undefined) return known;
    const journal = new Journal(join(this.#options.folder, `${name}${SUFFIX}`));
    const team: Team = { journal, queue: new Queue({ apply, retryMs: this.#options.retryMs }), applied: 0 };
    const open = this.#options.open;
    let stack: ReturnType<typeof open> | undefined;
    async function apply(): Promise<void> {
      const seen = journal.events.length;
      stack ??= open(name);
      const opened = await stack.catch((error: unknown) => {
        stack = undefined;
        throw error;
      });
      await opened.apply(roster(journal.events));
      team.applied = seen;
    }
    this.#teams.set(name, team);
    return team;
  }
}
