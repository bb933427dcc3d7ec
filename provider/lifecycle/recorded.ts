/**
 * How a state is written down. The engine keeps the inputs and the outputs of every resource, so what all of ours have in common is left
 * out: URNs lack what they all begin with, and whose the resource is stands in one text. What was recorded in the first shape keeps it until
 * the resource is updated, since a state that is only read must not look changed.
 *
 * The engine, the program and the provider each take every value apart that one sends the other, and a fleet's cards are tens of thousands
 * of values. So where a fleet's cards hold nothing secret its state keeps them, and what was issued, as one text each.
 */
import { FourpayError } from "../model/errors";
import { isRecord } from "../model/unknown";
import type { Raw } from "../model/validate";

const URN = "urn:pulumi:";
const TYPE = "pulumi-nodejs:dynamic/fourpay:";
/** The second shape and the third, which has texts: version, dialect, address, and who there. */
const TENANT = /^([23]) (organization|merchant) (\S+) (.*)$/s;
const WITH_TEXTS = 3;
/** What is large in a fleet's state. */
const TEXTS = ["cards", "issued"] as const;

/** Inputs or outputs as everything else knows them, whatever shape they were recorded in. Throws `input_invalid` where a text is damaged. */
export function expanded(values: Raw): Raw {
  const { resourceUrn } = values;
  const urn = typeof resourceUrn === "string" ? { resourceUrn: fullUrn(resourceUrn) } : {};
  const { version, ...owner } = ownerOf(values) ?? {};
  if (version === undefined) return { ...values, ...urn };
  const texts = version === WITH_TEXTS ? Object.fromEntries(TEXTS.map((name) => [name, read(name, values[name])])) : {};
  return { ...values, ...texts, ...urn, ...owner, schemaVersion: version };
}

function ownerOf({ tenant, baseUrl }: Raw) {
  const parts = typeof tenant === "string" && baseUrl === undefined ? TENANT.exec(tenant) : null;
  if (parts === null) return undefined;
  const [, version, dialect, address, id] = parts;
  return { version: Number(version), baseUrl: address, dialect, tenant: id };
}

/** Never taken for "no cards": then every one of them would be issued again. */
function read(name: string, text: unknown): Raw {
  if (isRecord(text)) return text;
  try {
    const value: unknown = JSON.parse(String(text));
    if (isRecord(value)) return value;
  } catch {
    // Told below, without the text: what the parser says quotes it.
  }
  throw new FourpayError("input_invalid", `The recorded state of this fleet is damaged: \`${name}\` in its outputs.`, {
    hint: "Nothing was changed. Restore the stack's state from before it was edited (`pulumi stack import`).",
  });
}

/** What to record: in the shape of what is there already, otherwise in the short one, a fleet's with texts where `asText` says so. */
export function recordedLike(before: Raw, values: Raw, asText = ownerOf(before)?.version === WITH_TEXTS): Raw {
  const { resourceUrn, ...own } = values;
  const urn = typeof resourceUrn === "string" ? { resourceUrn: urnLike(before.resourceUrn, resourceUrn) } : {};
  const whole = resourceUrn === undefined ? own : { ...own, resourceUrn, ...urn };
  const { baseUrl, dialect, tenant, schemaVersion: _, ...rest } = whole;
  if (before.baseUrl !== undefined || baseUrl === undefined) return whole;
  const owner = `${String(dialect)} ${String(baseUrl)} ${String(tenant)}`;
  if (!asText || !TEXTS.every((name) => isRecord(rest[name]))) return { ...rest, tenant: `2 ${owner}` };
  const texts = Object.fromEntries(TEXTS.map((name) => [name, JSON.stringify(rest[name])]));
  return { ...rest, ...texts, tenant: `${WITH_TEXTS} ${owner}` };
}

function urnLike(before: unknown, urn: string): string {
  return typeof before === "string" && fullUrn(before) === urn ? before : shortUrn(urn);
}

/** `stack::project::Card::name`. A text that could not be made whole again stays whole. */
function shortUrn(urn: string): string {
  if (!urn.startsWith(URN)) return urn;
  const [stack = "", project = "", types = "", ...name] = urn.slice(URN.length).split("::");
  const own = types.split("$").map((type) => (type.startsWith(TYPE) ? type.slice(TYPE.length) : type));
  const short = [stack, project, own.join("$"), ...name].join("::");
  return fullUrn(short) === urn ? short : urn;
}

/** Types of anybody else's have a colon. */
function fullUrn(text: string): string {
  const [stack = "", project = "", types, ...name] = text.split("::");
  if (text.startsWith(URN) || types === undefined || name.length === 0) return text;
  const whole = types.split("$").map((type) => (type.includes(":") ? type : TYPE + type));
  return URN + [stack, project, whole.join("$"), ...name].join("::");
}
