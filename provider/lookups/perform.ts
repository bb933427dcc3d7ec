/** Where a lookup is really done. Loaded by the first one, so that programs without lookups do not load a client. */
import * as pulumi from "@pulumi/pulumi";
import type { CardReader } from "../api/readPort";
import { credentialsWithin, environment, resolveSettings, SETTING_NAMES, type Settings } from "../config";
import { createReader } from "../issuer";
import { FourpayError } from "../model/errors";
import { errorInProgram } from "../model/programError";
import { answers } from "./answers";
import type { LookupName, ResultOf } from "./args";
import { presentResult } from "./canonical";
import { remembering } from "./remember";
import { type Given, schemas } from "./schemas";

export type StatedSettings = Readonly<Record<string, string | undefined>>;

export interface Asking {
  /** Stands for one run of one program: nothing is remembered beyond it. */
  readonly run: object;
  /** What an explicit provider states; undefined: the stack's configuration. */
  readonly stated: StatedSettings | undefined;
  /** The resources that had to be there first. What was asked before them is not their answer. */
  readonly after: readonly string[];
}

/** Rejects with a `FourpayError` that names the lookup. */
export async function perform<N extends LookupName>(name: N, given: unknown, asking: Asking): Promise<ResultOf<N>> {
  try {
    const args = parsed(name, given);
    const sources = { stack: asking.stated ?? stackConfig(), env: environment() };
    const reader = readerFor(resolveSettings(sources), asking);
    return presentResult(await answers[name](reader, args), credentialsWithin(sources));
  } catch (error) {
    throw error instanceof FourpayError ? errorInProgram(error, `${name}: `) : error;
  }
}

function parsed<N extends LookupName>(name: N, given: unknown): Given<N> {
  const result = schemas[name].safeParse(given);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => [...path.map(String), message].join(": "));
  throw new FourpayError("input_invalid", `${wrong.join("; ")}.`, {
    hint: `Nothing was requested. Outputs are taken by ${name}Output.`,
  });
}

/** In this program; a provider's process sees the same. Secrets are read where they are used and go nowhere else. */
function stackConfig(): StatedSettings {
  return Object.fromEntries(SETTING_NAMES.map((key) => [`fourpay:${key}`, pulumi.runtime.getConfig(`fourpay:${key}`)]));
}

interface Tenant {
  readonly reader: CardReader;
  /** By what had to be there first. */
  readonly remembered: Map<string, CardReader>;
}

const runs = new WeakMap<object, Map<string, Tenant>>();

function readerFor(settings: Settings, { run, after }: Asking): CardReader {
  const tenants = runs.get(run) ?? new Map<string, Tenant>();
  runs.set(run, tenants);
  const key = JSON.stringify({ ...settings, apiKey: settings.apiKey?.reveal(), jwt: settings.jwt?.reveal() });
  const tenant = tenants.get(key) ?? { reader: createReader(settings), remembered: new Map<string, CardReader>() };
  tenants.set(key, tenant);
  const since = [...after].sort().join("\n");
  const remembered = tenant.remembered.get(since) ?? remembering(tenant.reader);
  tenant.remembered.set(since, remembered);
  return remembered;
}
