import { type FleetFormat, parseFleet } from "../../../provider/fleetFile";
import { FourpayError } from "../../../provider/model/errors";

export function parse(format: FleetFormat, text: string) {
  return parseFleet(`cards.${format}`, format, Buffer.from(text));
}

/** What is complained about: `row 3, column "frozen"` with what the sentence must say, in the order of the file. */
export function complaints(format: FleetFormat, text: string): string[] {
  const { message } = refusal(() => parse(format, text));
  return message
    .split("\n")
    .slice(1)
    .map((line) => line.replace(`  cards.${format}`, "").replace(/^, /, ""));
}

export function refusal(load: () => unknown): FourpayError {
  try {
    load();
  } catch (error) {
    if (error instanceof FourpayError) return error;
    throw error;
  }
  throw new Error("The file should have been refused.");
}
