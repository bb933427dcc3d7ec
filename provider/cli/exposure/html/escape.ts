/** Pieces of a page. Only what went through here gets into it: text is escaped wherever it comes from. */
import { plain } from "../words";

/** Markup that is known to be harmless. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Markup | string | number | readonly Piece[];

/** A template whose values are escaped, unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + rendered(values[index - 1] ?? "") + part));
}

function rendered(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (Array.isArray(piece)) return piece.map(rendered).join("");
  return plain(String(piece), 400).replace(/[&<>"'`]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
