/** Reads the durations of `customTimeouts` ("90s", "5m", "1h30m") as the engine does. */
import { FourpayError } from "../model/errors";

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|h|m|s)/g;

/** Seconds. Throws `input_invalid` for anything else. */
export function parseDuration(text: string): number {
  const seconds = WHOLE.test(text)
    ? [...text.matchAll(PART)].reduce(
        (sum, [, value = "0", unit = "s"]) => sum + Number(value) * (UNIT_SECONDS[unit] ?? 0),
        0,
      )
    : 0;
  if (seconds > 0) return seconds;
  throw new FourpayError(
    "input_invalid",
    'customTimeouts: a time limit must be a duration such as "90s", "5m" or "1h30m".',
  );
}
