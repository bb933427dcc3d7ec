/** One session per configuration and process: settings, issuer and run, shared by all handlers so that there is one budget and one inventory. */
import type { CardIssuer } from "../api/port";
import {
  credentialsWithin,
  EXPLICIT_PROVIDER_KEY,
  environment,
  resolveSettings,
  SETTING_NAMES,
  type Settings,
} from "../config";
import { createIssuer } from "../issuer";
import { PreviewChecks } from "../lifecycle/checks";
import { Run } from "../lifecycle/run";
import type { Secret } from "../model/secret";
import { systemClock, systemRandom } from "../system";
import { cancelSignal } from "./cancel";

export interface Session {
  readonly settings: Settings;
  readonly issuer: CardIssuer;
  readonly run: Run;
  /** Absent where previews are not to ask the API. */
  readonly checks?: PreviewChecks;
  /** What nothing that leaves may hold. */
  readonly secrets: readonly Secret[];
}

export interface EngineConfig {
  get(key: string): string | undefined;
}

const sessions = new Map<string, Session>();

/** Throws `config_invalid` or `config_missing`. */
export function openSession(config: EngineConfig): Session {
  const stack = stackConfig(config);
  const key = JSON.stringify(stack);
  const known = sessions.get(key);
  if (known !== undefined) return known;
  const sources = { stack, env: environment() };
  const settings = resolveSettings(sources);
  const issuer = createIssuer(settings);
  const secrets = credentialsWithin(sources);
  const run = new Run(issuer, systemClock, systemRandom);
  const checks = settings.previewChecks
    ? { checks: new PreviewChecks({ issuer, run, clock: systemClock, cancelled: cancelSignal() }) }
    : {};
  const session = { settings, issuer, run, secrets, ...checks };
  sessions.set(key, session);
  return session;
}

function stackConfig(config: EngineConfig): Record<string, string | undefined> {
  const keys = [...SETTING_NAMES.map((name) => `fourpay:${name}`), EXPLICIT_PROVIDER_KEY];
  return Object.fromEntries(keys.map((key) => [key, config.get(key)]));
}
