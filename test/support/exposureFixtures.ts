// Recorded documents of the real engine: kept without what tells of the machine that recorded them.
import { readFileSync } from "node:fs";

const LEFT_OUT = new Set(["sourcePosition", "stackTrace", "created", "modified", "manifest", "duration", "timestamp"]);

/** A document fit to be kept: places, times and debug messages are left out, the sandbox's port is the usual one. */
export function recordable(text: string): string {
  const documents = text.trimStart().startsWith('{"sequence"') ? text.trim().split("\n") : [text];
  const kept = documents.map((one) => JSON.parse(one, without) as Record<string, { severity?: string }>);
  const told = kept.filter(({ diagnosticEvent }) => diagnosticEvent?.severity !== "debug");
  return `${told.map((one) => JSON.stringify(one, null, told.length > 1 ? 0 : 1)).join("\n")}\n`.replace(
    /http:\/\/127\.0\.0\.1:\d+/g,
    "http://127.0.0.1:4010",
  );
}

function without(key: string, value: unknown): unknown {
  return LEFT_OUT.has(key) ? undefined : value;
}

export function recorded(name: string): string {
  return readFileSync(`test/fixtures/exposure/${name}`, "utf8");
}
