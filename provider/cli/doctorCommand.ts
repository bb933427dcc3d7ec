/**
 * `fourpay doctor`: is all well for a run? With `--api` instead: holds what we rely on against the OpenAPI document of the deployment, and
 * lists where they differ. Reads only.
 */
import { type Difference, describeDifference } from "../api/merchant/contract";
import { resolveSettings, type SettingSources, type Settings, settingOrigins } from "../config";
import { createIssuer, createMerchantClientFor } from "../issuer";
import { systemClock } from "../system";
import { examine } from "./doctor";
import { type Check, failedBy, isHealthy, ok, unchecked } from "./doctor/check";
import { Pulse } from "./doctor/pulse";
import { checkLines, checksAsJson } from "./doctor/report";
import { type StateOptions, sweepContext } from "./sweep/context";
import { count } from "./text";
import { type CommandWorld, cliOf, settingSources } from "./world";

export interface DoctorOptions extends StateOptions {
  readonly strict: boolean;
  readonly json: boolean;
}

/** Answers the exit code: 0 healthy, 1 something failed (with `strict`: or is worth a warning). */
export async function runDoctor(options: DoctorOptions, world: CommandWorld): Promise<number> {
  const checks = await allChecks(options, world);
  world.write(
    `${options.json ? checksAsJson(checks, options.strict) : checkLines(checks, options.strict).join("\n")}\n`,
  );
  return isHealthy(checks, options.strict) ? 0 : 1;
}

async function allChecks(options: DoctorOptions, world: CommandWorld): Promise<Check[]> {
  const pulse = new Pulse(() => systemClock.now());
  const cli = cliOf(options.cwd, world);
  const name = "configuration";
  try {
    const sources = await settingSources(options.stack[0], world, cli);
    const settings = resolveSettings(sources);
    const issuer = createIssuer(settings, pulse.observe);
    const stated = options.stack.length + options.state.length > 0;
    const sweep = stated ? { sweep: sweepContext(options, world, { cli, settings, issuer }) } : {};
    const checks = await examine({ issuer, pulse, now: () => systemClock.now(), signal: world.signal, ...sweep });
    return [ok(name, `complete: ${origins(sources)}`), ...checks];
  } catch (error) {
    world.signal.throwIfAborted();
    return [failedBy(name, error), unchecked("address")];
  }
}

/** Where values come from, never what they are. */
function origins(sources: SettingSources): string {
  return Object.entries(settingOrigins(sources))
    .map(([key, origin]) => `${key} from ${origin}`)
    .join(", ");
}

/**
 * Answers the exit code: 0 where nothing we rely on is missing, 1 otherwise. Rejects where the document cannot be read, and for settings
 * of the other dialect, for which none is published.
 */
export async function compareApi(settings: Settings, write: CommandWorld["write"]): Promise<number> {
  const client = createMerchantClientFor(settings);
  try {
    const differences = await client.contract();
    write(`${report(differences).join("\n")}\n`);
    return differences.some(isSerious) ? 1 : 0;
  } finally {
    await client.close();
  }
}

/** A body the document leaves open can be neither confirmed nor doubted. */
function isSerious({ kind }: Difference): boolean {
  return kind !== "undescribed";
}

function report(differences: readonly Difference[]): string[] {
  const serious = differences.filter(isSerious);
  const open = differences.filter((difference) => !isSerious(difference));
  const verdict =
    serious.length === 0
      ? "The API describes everything this version relies on."
      : `The API differs from what this version relies on in ${count(serious.length, "place")}:`;
  return [
    verdict,
    ...serious.map((difference) => `  ${describeDifference(difference)}`),
    ...(open.length === 0 ? [] : ["Not described there, so not confirmed:"]),
    ...open.map((difference) => `  ${describeDifference(difference)}`),
  ];
}
