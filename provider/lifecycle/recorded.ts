/**
 * How a state is written down. The engine keeps the inputs and the outputs of every resource, so what all of ours have in common is left
 * out: URNs lack what they all begin with, and whose the resource is stands in one text. What was recorded in the first shape keeps it until
 * the resource is updated, since a state that is only read must not look changed.
 */
import type { Raw } from "../model/validate";

const URN = "urn:pulumi:";
const TYPE = "pulumi-nodejs:dynamic/fourpay:";
/** The second shape: version, dialect, address, and who there. */
const TENANT = /^2 (organization|merchant) (\S+) (.*)$/s;

/** Inputs or outputs as everything else knows them, whatever shape they were recorded in. */
export function expanded(values: Raw): Raw {
  const { resourceUrn, tenant, baseUrl } = values;
  const urn = typeof resourceUrn === "string" ? { resourceUrn: fullUrn(resourceUrn) } : {};
  const [, dialect, address, id] = (typeof tenant === "string" && baseUrl === undefined && TENANT.exec(tenant)) || [];
  if (address === undefined) return { ...values, ...urn };
  return { ...values, ...urn, baseUrl: address, dialect, tenant: id, schemaVersion: 2 };
}

/** What to record: in the shape of what is there already, otherwise in the short one. */
export function recordedLike(before: Raw, values: Raw): Raw {
  const { resourceUrn, ...own } = values;
  const urn = typeof resourceUrn === "string" ? { resourceUrn: urnLike(before.resourceUrn, resourceUrn) } : {};
  const whole = resourceUrn === undefined ? own : { ...own, resourceUrn, ...urn };
  const { baseUrl, dialect, tenant, schemaVersion: _, ...rest } = whole;
  if (before.baseUrl !== undefined || baseUrl === undefined) return whole;
  return { ...rest, tenant: `2 ${String(dialect)} ${String(baseUrl)} ${String(tenant)}` };
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
