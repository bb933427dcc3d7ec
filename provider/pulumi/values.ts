/** Between the engine's values and ours: unknowns in both directions, and answers the engine's wire format can carry. */
import * as pulumi from "@pulumi/pulumi";
import { isUnknown, UNKNOWN } from "../model/unknown";
import type { Raw } from "../model/validate";
import { PROVIDER_KEY } from "../recorded";

/** How the resource classes tell `check` that the engine deletes before it replaces. */
export const DELETED_FIRST_KEY = "deletedFirst";

/** How a fleet tells `check` that its program wrote the cards down as they are, so that none of their values can be secret. */
export const PLAIN_KEY = "plain";

/** The engine's inputs as neutral values: unknowns recognised at any depth, the handler line and empty values left out. */
export function fromEngine(values: Raw): Raw {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key !== PROVIDER_KEY && value !== null && value !== undefined) plain[key] = known(value);
  }
  return plain;
}

function known(value: unknown): unknown {
  if (value === pulumi.runtime.unknownValue) return UNKNOWN;
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([key, inner]) => [key, known(inner)]),
  );
}

/**
 * Answers for the engine. What its wire format cannot carry would fail after the remote call and lose the object, so nothing but texts,
 * numbers, booleans, lists and plain objects gets through.
 */
export function toEngine(values: Raw): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const carried = carriable(value);
    if (carried !== undefined) plain[key] = carried;
  }
  return plain;
}

function carriable(value: unknown): unknown {
  if (isUnknown(value)) return pulumi.runtime.unknownValue;
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : undefined;
    case "object":
      if (value === null) return undefined;
      return Array.isArray(value) ? value.map(carriable).filter((item) => item !== undefined) : toEngine(value as Raw);
    default:
      return undefined;
  }
}
