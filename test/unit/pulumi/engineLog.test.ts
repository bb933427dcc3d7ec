import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { expect, it } from "vitest";
import { engineLog } from "../../../provider/pulumi/engineLog";

/** What reaches the engine: on which row, what, and whether it stays. */
function open() {
  const told: [string, string, "passing" | "lasting"][] = [];
  const log = (request: LogRequest) =>
    told.push([request.getUrn(), request.getMessage(), request.getEphemeral() ? "passing" : "lasting"]);
  return { told, log: engineLog({ log } as unknown as EngineClient) };
}

it("passing text is sent once as long as it stays the same, row by row", () => {
  const { told, log } = open();
  for (const urn of ["a", "a", "b"]) log.progress(urn, "waiting");
  log.progress("a", "waiting still");
  expect(told).toEqual([
    ["a", "waiting", "passing"],
    ["b", "waiting", "passing"],
    ["a", "waiting still", "passing"],
  ]);
});

it("it is taken off the row at the end, where there was any", () => {
  const { told, log } = open();
  log.progress("a", "waiting");
  log.note("a", "warning", "Money is left.");
  for (const urn of ["a", "a", "b"]) log.done(urn);
  expect(told).toEqual([
    ["a", "waiting", "passing"],
    ["a", "Money is left.", "lasting"],
    ["a", "", "passing"],
  ]);
});
