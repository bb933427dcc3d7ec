/** JSON without loss: numbers that a JavaScript number cannot hold exactly arrive as strings with all their digits. */

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Up to 15 significant digits survive a double; fewer characters than that need no closer look. */
const SUSPECT = /\d[\d.]{15,}/;

/** Parses JSON text. Throws `SyntaxError`, whose text quotes the input: never show it. */
export function parseExact(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  if (!SUSPECT.test(text)) return parsed;
  return JSON.parse(text.replace(STRING_OR_NUMBER, (token) => (isExact(token) ? token : `"${token}"`)));
}

function isExact(token: string): boolean {
  return token.startsWith('"') || token.replace(/[eE].*$/, "").replace(/\D/g, "").length <= 15;
}
