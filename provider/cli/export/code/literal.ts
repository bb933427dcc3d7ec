/** Values as TypeScript. What the API says of itself (names, addresses) must neither end a text nor hide in one. */
import { printable } from "../../text";

/** On one line. Properties without a value are left out. */
export function literal(value: unknown): string {
  if (typeof value === "string") return textLiteral(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const properties = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (properties.length === 0) return "{}";
  return `{ ${properties.map(([name, inner]) => `${propertyName(name)}: ${literal(inner)}`).join(", ")} }`;
}

/** Invisible characters and those that turn the direction of text are escaped: a reviewer sees what is there. */
export function textLiteral(text: string): string {
  return JSON.stringify(text).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u00a0]/gu, escaped);
}

function propertyName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : textLiteral(name);
}

/** Foreign text within a comment: what would end the line or steer a terminal becomes a question mark. */
export function comment(text: string): string {
  return printable(text).replaceAll("*/", "* /");
}

function escaped(found: string): string {
  return [...Array(found.length).keys()]
    .map((index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}
