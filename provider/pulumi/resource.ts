/** What the resource classes share: the type token, the handler line, declared outputs, and what the engine does not pass on. */
import * as pulumi from "@pulumi/pulumi";
import { type HandlerName, typeToken } from "../recorded";
import { guardConnections } from "./connections";
import { parseDuration } from "./duration";
import { assertInstalled, withHandler } from "./handler";
import { DELETED_FIRST_KEY } from "./values";

guardConnections();

/** Options of a resource: Pulumi's own. `customTimeouts` are honoured. */
export type ResourceOptions = pulumi.CustomResourceOptions;

/** What `CustomResource` is made of. */
type Registration = [type: string, name: string, properties: pulumi.Inputs, options: pulumi.CustomResourceOptions];

/**
 * A dynamic resource in all but its base class: that one would load the SDK's serialiser, and with it a compiler, only for the handler
 * line to take the place of what it made. A function and no class between: the SDK leaves out one constructor when it looks for the line
 * of the program a resource stands on, and the state records every one it does not leave out.
 */
export function registration(
  handler: HandlerName,
  type: string,
  name: string,
  inputs: object,
  outputs: readonly string[],
  options: ResourceOptions = {},
): Registration {
  assertInstalled();
  const declared = Object.fromEntries(outputs.map((output) => [output, undefined]));
  const hidden = {
    resourceUrn: urnOf(type, name, options),
    timeoutsSeconds: timeoutsSeconds(options.customTimeouts),
    ...(options.deleteBeforeReplace === true ? { [DELETED_FIRST_KEY]: true } : {}),
  };
  return [typeToken(type), name, { ...declared, ...inputs, ...hidden }, withHandler(handler, options)];
}

/**
 * As a promise, not as an output: the output depends on the parent, and to depend on a component means to wait for all its children, of
 * which this resource is one. The program would never end.
 */
function urnOf(type: string, name: string, options: ResourceOptions): Promise<string> {
  const urn = pulumi.createUrn(name, typeToken(type), options.parent);
  return new Promise((resolve) => {
    urn.apply(resolve);
  });
}

/** The engine keeps `customTimeouts` to itself, so they travel as an input. */
function timeoutsSeconds(timeouts: pulumi.CustomTimeouts | undefined): Record<string, number> | undefined {
  const entries = (["create", "update", "delete"] as const).flatMap((verb) => {
    const text = timeouts?.[verb];
    return text === undefined ? [] : [[verb, parseDuration(text)] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
