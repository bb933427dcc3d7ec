/** Puts a lifecycle behind the interface of a Pulumi dynamic provider. Every habit of the engine ends here. */
import type * as pulumi from "@pulumi/pulumi";
import type { Declared } from "../lifecycle/checks";
import type { Lifecycle, Operation } from "../lifecycle/operation";
import { expanded, recordedLike } from "../lifecycle/recorded";
import { assertSameTenant } from "../lifecycle/tenant";
import { type TimeLimit, timeLimit } from "../lifecycle/timeLimit";
import { explain, FourpayError } from "../model/errors";
import type { Failure, Raw } from "../model/validate";
import { systemClock, systemRandom } from "../system";
import { cancelSignal } from "./cancel";
import { connectEngine } from "./engineClient";
import { engineLog } from "./engineLog";
import { onEngineLoss } from "./engineLoss";
import { toEngineError } from "./failures";
import { boundHeapGrowth } from "./heap";
import { type EngineConfig, openSession, type Session } from "./session";
import { DELETED_FIRST_KEY, fromEngine, PLAIN_KEY, toEngine } from "./values";
import { secretsIn, veil } from "./veil";

const READ_SECONDS = 300;

const engine = connectEngine(process.argv[2]);
const log = engineLog(engine);
if (engine !== undefined) onEngineLoss(engine.getChannel(), () => process.exit(1));

type Verb = "create" | "update" | "delete" | "read";

export function dynamicProvider(lifecycle: Lifecycle): pulumi.dynamic.ResourceProvider {
  let session: Promise<Session> = Promise.reject(
    new FourpayError("config_missing", "The provider was not configured."),
  );
  session.catch(() => {});
  /** By URN: fleets whose programs wrote all of their cards down as they are. Whoever asks for one that `check` has not seen gets "no". */
  const plain = new Map<string, boolean>();

  /** Runs one operation under its deadline and the engine's Cancel; whatever goes wrong leaves in the engine's form. */
  async function operate<T>(
    verb: Verb,
    inputs: Raw,
    before: Raw,
    work: (operation: Operation, shown: (values: Raw) => Record<string, unknown>) => Promise<T>,
  ): Promise<T> {
    const { recorded, declared } = whole(before, inputs);
    const urn = String(declared.resourceUrn ?? "");
    const asRecorded = (values: Raw) =>
      verb === "read" ? recordedLike(inputs, values) : recordedLike(inputs, values, plain.get(urn) === true);
    const own = secretsIn(lifecycle.secretInputs ?? [], inputs, recorded);
    let curtain = veil(own, { declared, recorded });
    let limit: TimeLimit | undefined;
    try {
      const { settings, issuer, run, secrets } = await session;
      const hiding = veil([...secrets, ...own], { declared, recorded, tenant: issuer.tenant });
      curtain = hiding;
      assertSameTenant(recorded, issuer.tenant);
      const seconds = timeoutSeconds(lifecycle, verb, inputs);
      limit = timeLimit(systemClock, seconds * 1000, cancelSignal());
      const operation: Operation = {
        ...limit,
        issuer,
        run,
        urn,
        clock: systemClock,
        random: systemRandom,
        outcomeWindowMs: settings.outcomeWindowMs,
        refresh: settings.refresh,
        ...(settings.maxClosures === undefined ? {} : { maxClosures: settings.maxClosures }),
        secrets: own,
        progress: (text) => log.progress(urn, hiding.text(text)),
        note: (severity, text) => log.note(urn, severity, hiding.text(text)),
      };
      return await work(operation, (values) => toEngine(asRecorded(hiding.values(values))));
    } catch (error) {
      throw toEngineError(error, inputs, curtain, asRecorded);
    } finally {
      limit?.finish();
      log.done(urn);
    }
  }

  return {
    /** Stores a promise at once: other calls arrive before this one is answered, and each of them awaits it. */
    configure(request: { config: EngineConfig }): Promise<void> {
      if (lifecycle.kind === "fleet") boundHeapGrowth();
      session = new Promise((resolve) => resolve(openSession(request.config)));
      // A bad configuration is reported by the calls that need it, with the resource they are about.
      return session.then(
        () => {},
        () => {},
      );
    },

    async check(olds: Raw, news: Raw) {
      let opened: Session;
      try {
        opened = await session;
      } catch (error) {
        return { inputs: news, failures: [{ property: "", reason: explain(error) }] };
      }
      const context = { issuer: opened.issuer, namespace: opened.settings.namespace };
      const before = neutral(olds ?? {});
      // Words to `check` alone: they are never recorded.
      const { [DELETED_FIRST_KEY]: deletedFirst, [PLAIN_KEY]: writtenPlainly, ...declared } = neutral(news);
      const { inputs, failures } = lifecycle.check(context, before, declared);
      const { resourceUrn: urn } = inputs;
      // A fleet that was renamed may share its URN with a new one.
      plain.set(String(urn), writtenPlainly === true && plain.get(String(urn)) !== false);
      if (typeof urn === "string" && urn !== declared.resourceUrn)
        opened.run.renamed(urn, String(declared.resourceUrn));
      const refused =
        failures.length > 0
          ? failures
          : await previewed(
              opened,
              { kind: lifecycle.kind, olds: before, news: inputs, deletedFirst: deletedFirst === true },
              declared,
            );
      return {
        inputs: toEngine(recordedLike(olds ?? {}, inputs)),
        // With a property the engine prints its value, secrets included; the path stands in the reason instead.
        failures: refused.map(({ path, reason }) => ({ property: "", reason: `${path}: ${reason}` })),
      };
    },

    async diff(id: pulumi.ID, olds: Raw, news: Raw) {
      try {
        const { issuer, run, checks } = await session;
        const recorded = neutral(olds);
        assertSameTenant(recorded, issuer.tenant);
        const declared = neutral(news);
        checks?.compared(lifecycle.kind, id, recorded, declared);
        const { replaces, ...rest } = lifecycle.diff(run, id, recorded, declared);
        return { replaces: [...replaces], ...rest };
      } catch (error) {
        throw toEngineError(error, news);
      }
    },

    create: (inputs: Raw) =>
      operate("create", inputs, {}, async (operation, shown) => {
        const { id, state } = await lifecycle.create(operation, neutral(inputs));
        return { id, outs: shown(state) };
      }),

    read: (id: pulumi.ID, state: Raw = {}) =>
      operate("read", state, state, async (operation, shown) => {
        const result = await lifecycle.read(operation, id, neutral(state));
        // An empty answer is how the engine is told that the object is gone.
        if (result.gone) return {};
        return { id, props: shown(result.state), inputs: shown(result.inputs) };
      }),

    update: (id: pulumi.ID, olds: Raw, news: Raw) =>
      operate("update", news, olds, async (operation, shown) => ({
        outs: shown(await lifecycle.update(operation, id, neutral(olds), neutral(news))),
      })),

    delete: (id: pulumi.ID, state: Raw) =>
      operate("delete", state, state, (operation) => lifecycle.delete(operation, id, neutral(state))),
  };
}

/** What the API has against the declaration. Notes go to the row of the resource as the engine knows it now. */
async function previewed(
  { checks, secrets }: Session,
  declared: Declared,
  { resourceUrn }: Raw,
): Promise<readonly Failure[]> {
  if (checks === undefined) return [];
  const { text } = veil(secrets, declared.news);
  const say = (severity: "info" | "warning", said: string) => log.note(String(resourceUrn ?? ""), severity, text(said));
  try {
    const failures = await checks.examine(declared, say);
    return failures.map(({ path, reason }) => ({ path, reason: text(reason) }));
  } catch (error) {
    // A mistake in what only helps must not stand in the way of what it is to help with.
    say("warning", `Nothing was checked against what the API allows. ${toEngineError(error, {}).message}`);
    return [];
  }
}

/** Recorded and declared as everything else knows them. */
function whole(before: Raw, inputs: Raw): { readonly recorded: Raw; readonly declared: Raw } {
  try {
    const recorded = expanded(before);
    return { recorded, declared: inputs === before ? recorded : expanded(inputs) };
  } catch (error) {
    throw toEngineError(error, inputs);
  }
}

/** The engine's values as the lifecycle knows them. */
function neutral(values: Raw): Raw {
  return expanded(fromEngine(values));
}

function timeoutSeconds(lifecycle: Lifecycle, verb: Verb, inputs: Raw): number {
  if (verb === "read") return lifecycle.timeoutsSeconds.read ?? READ_SECONDS;
  const stated = (inputs.timeoutsSeconds as Partial<Record<Verb, unknown>> | undefined)?.[verb];
  return typeof stated === "number" && stated > 0 ? stated : lifecycle.timeoutsSeconds[verb];
}
