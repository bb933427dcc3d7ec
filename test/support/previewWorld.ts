// Preview checks against a sandbox of their own: resources are checked as the engine would, and what was asked is counted.
import { PreviewChecks } from "../../provider/lifecycle/checks";
import type { Clock } from "../../provider/model/clock";
import { isUnknown } from "../../provider/model/unknown";
import type { Raw } from "../../provider/model/validate";
import { type Managed, type World, type WorldOptions, world } from "./lifecycleWorld";

/** Nothing takes time here, so no time limit is ever reached. */
const patient: Clock = {
  now: () => 0,
  sleep: (_ms, signal) => new Promise((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true })),
};

type Kind = "card" | "fleet" | "wallet" | "holder";

export interface Looked {
  /** Paths of what was refused. */
  readonly refused: readonly string[];
  readonly reasons: string;
  readonly warnings: readonly string[];
  /** Routes of the requests it took. */
  readonly requests: readonly string[];
}

export interface PreviewWorld {
  readonly w: World;
  /** As the engine checks a resource: new, or recorded with these inputs. */
  look(kind: Kind, declared: Raw, how?: How): Promise<Looked>;
  /** As the engine goes on with a recorded resource. */
  compare(kind: Kind, resource: Managed, declared: Raw): void;
  /** Another process. */
  newRun(): void;
}

interface How {
  readonly name?: string;
  readonly recorded?: Raw;
  readonly deletedFirst?: boolean;
}

export async function previewWorld(options: WorldOptions = {}): Promise<PreviewWorld> {
  const w = await world(options);
  const open = () => new PreviewChecks({ issuer: w.issuer, run: w.run, clock: patient });
  let checks = open();
  return {
    w,
    async look(kind, declared, { name = kind, recorded, deletedFirst = false } = {}) {
      const resource = w[kind](name);
      const olds = recorded === undefined ? {} : resource.check(recorded, {});
      // What is not known yet is not stored, and so would not come through.
      const unknown = Object.entries(declared).filter(([, value]) => isUnknown(value));
      const news = { ...resource.check(declared, olds), ...Object.fromEntries(unknown) };
      const warnings: string[] = [];
      const before = w.sandbox.journal.list().length;
      const failures = await checks.examine({ kind, olds, news, deletedFirst }, (_severity, text) =>
        warnings.push(text),
      );
      return {
        refused: failures.map(({ path }) => path),
        reasons: failures.map(({ reason }) => reason).join("\n"),
        warnings,
        requests: w.sandbox.journal
          .list()
          .slice(before)
          .map(({ route, path }) => route ?? path),
      };
    },
    compare(kind, resource, declared) {
      const news = resource.check(declared);
      checks.compared(kind, resource.id, resource.outputs, news);
      resource.replacedBy(declared);
    },
    newRun() {
      w.newRun();
      checks = open();
    },
  };
}
