/**
 * Settings: read once from the stack configuration and the environment, validated, credentials wrapped so that they have no printable
 * form. The only file that reads the process environment.
 */
import { z } from "zod";
import { DEFAULT_BASE_URL, parseAddress } from "./api/address";
import type { Dialect } from "./api/port";
import { defined } from "./model/defined";
import { FourpayError } from "./model/errors";
import { Secret } from "./model/secret";

export interface Settings {
  readonly dialect: Dialect;
  readonly baseUrl: string;
  readonly organizationId?: string;
  readonly apiKey?: Secret;
  readonly jwt?: Secret;
  /** Enters the marks; separates backends that share project and stack names. */
  readonly namespace: string;
  readonly maxConcurrency?: number;
  readonly maxRequestsPerSecond?: number;
  readonly outcomeWindowMs: number;
  readonly previewChecks: boolean;
  /** How much a refresh of a fleet asks for: each card, or only the statuses that lists show. */
  readonly refresh: "full" | "status";
  /** How many cards a fleet may close for good in one run, whatever it declares. */
  readonly maxClosures?: number;
}

/** Where settings come from. Keys of `stack` are full (`fourpay:apiKey`), as the engine hands them to a provider. */
export interface SettingSources {
  readonly stack: Readonly<Record<string, string | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The environment variable of each setting. @public The reference is made from it. */
export const SETTING_VARIABLES = {
  dialect: "FOURPAY_DIALECT",
  baseUrl: "FOURPAY_BASE_URL",
  organizationId: "FOURPAY_ORGANIZATION_ID",
  apiKey: "FOURPAY_API_KEY",
  jwt: "FOURPAY_JWT",
  namespace: "FOURPAY_NAMESPACE",
  maxConcurrency: "FOURPAY_MAX_CONCURRENCY",
  maxRequestsPerSecond: "FOURPAY_MAX_REQUESTS_PER_SECOND",
  outcomeWindowSeconds: "FOURPAY_OUTCOME_WINDOW_SECONDS",
  previewChecks: "FOURPAY_PREVIEW_CHECKS",
  refresh: "FOURPAY_REFRESH",
  maxClosures: "FOURPAY_MAX_CLOSURES",
} as const;
type Key = keyof typeof SETTING_VARIABLES;

/** The names of all settings, without the namespace. */
export const SETTING_NAMES = Object.keys(SETTING_VARIABLES) as readonly Key[];

/** Set by the explicit provider class: what it states wins over the environment. */
export const EXPLICIT_PROVIDER_KEY = "fourpay:explicitProvider";

export function settingKeys(key: Key): string {
  return `config key "fourpay:${key}" or the environment variable ${SETTING_VARIABLES[key]}`;
}

const baseUrl = z.string().transform((value, issues) => {
  try {
    return parseAddress(value).baseUrl;
  } catch (error) {
    issues.addIssue({
      code: "custom",
      message: error instanceof FourpayError ? `is not usable: ${error.message} ${error.hint ?? ""}` : "is not usable",
    });
    return z.NEVER;
  }
});

const count = z.coerce
  .number("must be a whole number above zero")
  .int("must be a whole number")
  .positive("must be above zero");
const positive = z.coerce.number("must be a number above zero").positive("must be above zero");
const flag = z.enum(["true", "false"], "must be true or false").transform((value) => value === "true");

const schema = z.object({
  dialect: z.enum(["organization", "merchant"], 'must be "organization" or "merchant"').default("organization"),
  baseUrl: baseUrl.default(DEFAULT_BASE_URL),
  organizationId: z
    .string()
    .regex(/^[\w-]{1,100}$/, "must be an organization id: letters, digits and dashes")
    .optional(),
  namespace: z.string().max(100, "must be at most 100 characters").default(""),
  maxConcurrency: count.max(256, "must be at most 256").optional(),
  maxRequestsPerSecond: positive.optional(),
  outcomeWindowSeconds: positive.max(3600, "must be at most 3600").default(60),
  previewChecks: flag.default(true),
  refresh: z.enum(["full", "status"], 'must be "full" or "status"').default("full"),
  maxClosures: z.coerce
    .number("must be a whole number, not below zero")
    .int("must be a whole number")
    .nonnegative("must not be below zero")
    .optional(),
});

/** Throws `config_invalid` naming the key; whether a credential is there is asked only when a request needs it. */
export function resolveSettings(sources: SettingSources): Settings {
  const parsed = schema.safeParse(Object.fromEntries(SETTING_NAMES.map((key) => [key, plain(sources, key)])));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = String(issue?.path[0] ?? "") as Key;
    throw new FourpayError(
      "config_invalid",
      `${settingKeys(key)} ${(issue?.message ?? "is not valid").replace(/\.$/, "")}.`,
    );
  }
  const { outcomeWindowSeconds, ...rest } = parsed.data;
  return defined({
    ...rest,
    outcomeWindowMs: outcomeWindowSeconds * 1000,
    apiKey: credential(sources, "apiKey"),
    jwt: credential(sources, "jwt"),
  });
}

/** Meant for one run: the environment wins, which also reaches a `destroy`. */
const PER_RUN: readonly Key[] = ["refresh", "maxClosures"];

/** Stack configuration wins; the environment fills gaps. */
function plain({ stack, env }: SettingSources, key: Key): string | undefined {
  const [stated, ambient] = [filled(stack[`fourpay:${key}`]), filled(env[SETTING_VARIABLES[key]])];
  return PER_RUN.includes(key) ? (ambient ?? stated) : (stated ?? ambient);
}

/**
 * The environment wins, because a rotated key must reach `destroy` and `refresh`, which the engine configures from recorded state.
 * `PULUMI_CONFIG` holds today's `pulumi-nodejs:*` configuration, decrypted, for the same reason. An explicit provider beats both.
 */
function credential({ stack, env }: SettingSources, key: "apiKey" | "jwt"): Secret | undefined {
  const stated = filled(stack[`fourpay:${key}`]);
  const explicit = stack[EXPLICIT_PROVIDER_KEY] === "true";
  // A stray credential of the environment must not stand beside the one an explicit provider states: it may be another tenant's.
  const other = filled(stack[key === "jwt" ? "fourpay:apiKey" : "fourpay:jwt"]);
  if (explicit && stated === undefined && other !== undefined) return undefined;
  const today = filled(env[SETTING_VARIABLES[key]]) ?? fromPulumiConfig(env.PULUMI_CONFIG, key);
  const value = explicit ? (stated ?? today) : (today ?? stated);
  return value === undefined ? undefined : new Secret(value);
}

/** Where each setting that is set comes from: the variable, or the key in the stack configuration. Names only, never values. */
export function settingOrigins(sources: SettingSources): Partial<Record<Key, string>> {
  const origins: Partial<Record<Key, string>> = {};
  for (const key of SETTING_NAMES) {
    const inStack = filled(sources.stack[`fourpay:${key}`]) === undefined ? undefined : `fourpay:${key}`;
    const inEnvironment =
      filled(sources.env[SETTING_VARIABLES[key]]) === undefined ? undefined : SETTING_VARIABLES[key];
    const environmentWins = key === "apiKey" || key === "jwt" || PER_RUN.includes(key);
    const origin = environmentWins ? (inEnvironment ?? inStack) : (inStack ?? inEnvironment);
    if (origin !== undefined) origins[key] = origin;
  }
  return origins;
}

/** Every credential in reach of this process, in use or not: what nothing that leaves it may hold. */
export function credentialsWithin({ stack, env }: SettingSources): Secret[] {
  const stated = (["apiKey", "jwt"] as const).flatMap((key) => [
    stack[`fourpay:${key}`],
    env[SETTING_VARIABLES[key]],
    fromPulumiConfig(env.PULUMI_CONFIG, key),
  ]);
  return stated.flatMap((text) => filled(text) ?? []).map((text) => new Secret(text));
}

function fromPulumiConfig(json: string | undefined, key: "apiKey" | "jwt"): string | undefined {
  if (json === undefined) return undefined;
  try {
    const values: unknown = JSON.parse(json);
    if (typeof values !== "object" || values === null) return undefined;
    const name = key === "apiKey" ? "pulumi-nodejs:fourpayApiKey" : "pulumi-nodejs:fourpayJwt";
    const value = (values as Record<string, unknown>)[name];
    return typeof value === "string" ? filled(value) : undefined;
  } catch {
    // The variable belongs to the engine; a shape we do not know simply holds nothing for us.
    return undefined;
  }
}

function filled(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === undefined || text === "" ? undefined : text;
}

/** The process environment, read here and nowhere else. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Takes every setting of ours out of the process environment; answers the names of those that were set. For the demo and its like. */
export function forgetSettings(): string[] {
  const ours = [
    ...Object.values(SETTING_VARIABLES),
    "PULUMI_CONFIG",
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_BACKEND_URL",
    "PULUMI_STACK",
  ];
  const set = ours.filter((name) => process.env[name] !== undefined);
  for (const name of set) delete process.env[name];
  return set;
}
