/** How a secret may be written in somebody else's text: as it is, or as a program on the way escaped or encoded it. */
import type { Secret } from "./secret";

/** Shorter encoded pieces would turn up in harmless text as well. */
const SHORTEST_ENCODED = 8;

/** All forms of the secret that a text is searched for, regardless of case. */
export function formsOf(secret: Secret): string[] {
  const value = secret.reveal();
  if (value === "") return [];
  const escaped = JSON.stringify(value).slice(1, -1);
  const ascii = escaped.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const written = [value, escaped, ascii, ...[value, escaped, ascii].map((text) => text.replaceAll("/", "\\/"))];
  const bytes = Buffer.from(value);
  const encoded = [...base64Forms(bytes), bytes.toString("hex")].filter((form) => form.length >= SHORTEST_ENCODED);
  return [...new Set([...written, ...percentForms(value), ...encoded])];
}

function percentForms(value: string): string[] {
  // A lone half of a surrogate pair cannot be encoded.
  const text = Buffer.from(value).toString();
  const strict = encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return [encodeURIComponent(text), strict, encodeURI(text), encodeURIComponent(text).replaceAll("%20", "+")];
}

/** Base64 depends on what stands before and behind, so only the characters are taken that the secret alone decides, at each of three offsets. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
    const plain = whole.toString("base64url");
    const own = plain.slice(Math.ceil((offset * 4) / 3), whole.length % 3 === 0 ? undefined : -1);
    return [own, own.replaceAll("-", "+").replaceAll("_", "/")];
  });
}
