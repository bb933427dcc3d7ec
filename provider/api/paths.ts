/** Request paths and queries. Every id is escaped here and nowhere else, so that no id can reach another object's address. */
import { FourpayError } from "../model/errors";

/** A path whose ids are escaped. Made only by `path`. */
export class EscapedPath {
  readonly #text: string;

  /** @internal */
  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** Escapes each value as one segment: ``path`/wallets/${id}` ``. A value that is itself an `EscapedPath` is taken as it is. */
export function path(parts: TemplateStringsArray, ...values: readonly (string | EscapedPath)[]): EscapedPath {
  const text = parts.map((part, index) => {
    const value = values[index];
    if (value === undefined) return part;
    return part + (value instanceof EscapedPath ? value.toString() : segment(value));
  });
  return new EscapedPath(text.join(""));
}

/** Dot segments would be resolved by servers and proxies even when nothing else is wrong with them. */
function segment(value: string): string {
  if (typeof value === "string" && value.trim() !== "" && value !== "." && value !== "..") {
    try {
      return encodeURIComponent(value);
    } catch {
      // A lone surrogate: no text that could be an id.
    }
  }
  throw new FourpayError("input_invalid", "An id for the 4pay API is empty, a dot segment or not proper text.");
}

/** Query values; arrays repeat the key as written (`"statuses[]"`), undefined values are left out. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export function queryText(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) params.append(key, String(item));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
