/** The streaming form: one engine event per line. It ends with a summary; without one the run did not come to its end. */
import type { Raw } from "../../model/validate";
import { type Printed, type Step, samesIn, stepOf } from "./steps";
import { unusable } from "./unusable";
import { isRecord } from "./values";

export function readEvents(content: string, label: string): Printed {
  const events = content.split("\n").flatMap((line, index) => eventOf(line, index + 1, label));
  const metadata = events.flatMap(({ resourcePreEvent: event }) => (isRecord(event) ? [event] : []));
  const planned = metadata.filter(({ planning }) => planning === true);
  // Where both are there, what was done counts, not what was meant.
  const done = metadata.filter(({ planning }) => planning !== true);
  const steps = (done.length > 0 ? done : planned).flatMap(({ metadata: step }) =>
    isRecord(step) ? [ofEvent(step)] : [],
  );
  const summaries = events.flatMap(({ summaryEvent }) => (isRecord(summaryEvent) ? [summaryEvent] : []));
  const last = summaries.at(-1);
  const said = events.flatMap(({ diagnosticEvent: said }) =>
    isRecord(said) && said.severity === "error" ? [String(said.message)] : [],
  );
  if (last === undefined && said.length === 0)
    throw unusable(label, "its last line is no summary: it was cut off, or the run was killed");
  const failed = last !== undefined && last.result !== undefined && last.result !== "succeeded";
  const errors = failed && said.length === 0 ? [`the run ended as "${String(last.result)}"`] : said;
  return { steps, errors, counted: samesIn(last?.resourceChanges) };
}

function eventOf(line: string, number: number, label: string): Raw[] {
  if (line.trim() === "") return [];
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    throw number === 1
      ? unusable(label, "it is no JSON, or was cut off before its end")
      : unusable(label, `line ${number} is no JSON: it was cut off there, or something else was written into it`);
  }
  if (isRecord(event) && typeof event.sequence === "number") return [event];
  throw unusable(label, `line ${number} is JSON, but no event of the engine`);
}

function ofEvent({ op, urn, old: before, new: after, diffs: reasons, detailedDiff }: Raw): Step {
  return stepOf({ op: String(op), urn: String(urn) }, { before, after, detailedDiff, reasons });
}
