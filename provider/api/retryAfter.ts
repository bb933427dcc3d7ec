/** The `Retry-After` header: seconds or an HTTP date. */

/** The longest wait a server can impose on us, in milliseconds. */
export const MAX_RETRY_AFTER_MS = 60_000;

/** Milliseconds to wait, between 0 and one minute; undefined where the header is missing or says nothing usable. */
export function parseRetryAfter(header: string | string[] | undefined, now: number): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,12}(\.\d{1,6})?$/.test(text)) return bounded(Number(text) * 1000);
  // An HTTP date starts with a weekday; Date.parse alone would also take "-5" or "1/2".
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : bounded(date - now);
}

function bounded(ms: number): number {
  return Math.min(Math.max(Math.ceil(ms), 0), MAX_RETRY_AFTER_MS);
}
