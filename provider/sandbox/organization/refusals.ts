// Who may call, and how refusals look on this dialect's wire.
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Dialect, Reply } from "../dialect";
import type { Settings } from "../options";
import { SandboxRejection } from "../store/rejection";
import { wirePath } from "./names";
import { check, InvalidRequest, unprocessable } from "./validation";

const detail = (status: number, text: string): Reply => ({ status, body: { detail: text } });

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function guard({ apiKey, organizationId }: Settings): Dialect["guard"] {
  const organization = z.object({ org_id: z.guid() });
  return (authorization, params) => {
    if (!authorization) return detail(401, "Not authenticated");
    const [scheme, key] = [authorization.slice(0, 7), authorization.slice(7)];
    if (scheme.toLowerCase() !== "bearer " || !same(key, apiKey)) return detail(401, "Invalid API key");
    const { org_id } = check("path", organization, { org_id: params.org_id });
    // Assumption: a valid key used on another organization is forbidden, whether that organization exists or not.
    return org_id.toLowerCase() === organizationId ? undefined : detail(403, "No access to this organization");
  };
}

function refusal(error: SandboxRejection, { behaviour }: Settings): Reply {
  const { kind, message, field, input } = error;
  const loc = ["body", ...wirePath(field)];
  const described = unprocessable([{ loc, msg: message, type: "value_error", ...(input !== undefined && { input }) }]);
  switch (kind) {
    case "unknown":
      return detail(404, message);
    case "funds":
      // Assumption: too little money is a 400, because nothing is wrong with the request itself.
      return detail(400, message);
    case "clash":
      return behaviour.clashStatus === 422 ? described : detail(behaviour.clashStatus, message);
    case "invalid":
    case "state":
      // Assumption: a state that does not allow the request is a 422, like a value that is not allowed.
      return described;
  }
}

export function explain(settings: Settings): Dialect["explain"] {
  return (error) => {
    if (error instanceof InvalidRequest) return unprocessable(error.details);
    if (error instanceof SandboxRejection) return refusal(error, settings);
    return undefined;
  };
}
