/** YAML, and JSON as the part of YAML it is, as a tree of texts that know their line. Nothing is turned into a number on the way. */
import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from "js-yaml";
import { lineCounter } from "./lines";
import type { Problems } from "./problems";

export type Node = TextNode | MapNode | ListNode;

export interface TextNode {
  readonly kind: "text";
  readonly row: number;
  readonly text: string;
  readonly unquoted: boolean;
}

export interface MapNode {
  readonly kind: "map";
  readonly row: number;
  readonly entries: { readonly key: Node; readonly value: Node }[];
}

export interface ListNode {
  readonly kind: "list";
  readonly row: number;
  readonly items: Node[];
}

/** The only document of the text; undefined when it holds none, or when something was wrong. */
export function treeOf(text: string, problems: Problems): Node | undefined {
  const lineAt = lineCounter(text);
  try {
    const events = parseEvents(text, {});
    return new Builder(text, events, lineAt, problems).document();
  } catch (error) {
    // Its message shows a piece of the file, so only the reason and the place are taken from it.
    if (!(error instanceof YAMLException)) throw error;
    problems.add(
      { row: error.mark === undefined ? undefined : error.mark.line + 1 },
      `cannot be read: ${error.reason}`,
    );
    return undefined;
  }
}

class Builder {
  readonly #anchors = new Map<string, Node>();
  #at = 0;
  #row = 1;

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
    private readonly lineAt: (position: number) => number,
    private readonly problems: Problems,
  ) {}

  document(): Node | undefined {
    const documents = this.events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length;
    if (documents > 1) this.problems.add({}, `holds ${documents} documents; a fleet is one`);
    if (documents !== 1 || this.events[1]?.type === EVENT_ID.POP) return undefined;
    this.#at = 1;
    return this.#node();
  }

  #node(): Node {
    const event = this.events[this.#at++];
    if (event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) {
      throw new Error("The parser's events do not form a tree.");
    }
    if (event.type === EVENT_ID.ALIAS) return this.#alias(this.text.slice(event.anchorStart, event.anchorEnd));
    if (event.tagStart >= 0) {
      this.problems.add(
        { row: this.lineAt(event.tagStart) },
        "has a YAML tag (`!…`); remove it, values are read as text",
      );
    }
    const start = event.type === EVENT_ID.SCALAR ? event.valueStart : event.start;
    // What has no text of its own (an empty value) stands where the text before it stood.
    if (start >= 0) this.#row = this.lineAt(start);
    const node = this.#open(event);
    if (event.anchorStart >= 0) this.#anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  #open(event: Exclude<Event, { type: typeof EVENT_ID.POP | typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.ALIAS }>): Node {
    const row = this.#row;
    if (event.type === EVENT_ID.SCALAR) {
      const unquoted = event.style === SCALAR_STYLE.PLAIN;
      return { kind: "text", row, text: getScalarValue(this.text, event), unquoted };
    }
    if (event.type === EVENT_ID.SEQUENCE) {
      const items: Node[] = [];
      while (!this.#closes()) items.push(this.#node());
      return { kind: "list", row, items };
    }
    const entries: MapNode["entries"] = [];
    while (!this.#closes()) entries.push({ key: this.#node(), value: this.#node() });
    return { kind: "map", row, entries };
  }

  #closes(): boolean {
    if (this.events[this.#at]?.type !== EVENT_ID.POP) return false;
    this.#at += 1;
    return true;
  }

  #alias(name: string): Node {
    const node = this.#anchors.get(name);
    if (node !== undefined) return node;
    this.problems.add({ row: this.#row }, "refers to an anchor (`*…`) that is not defined before");
    return { kind: "text", row: this.#row, text: "", unquoted: true };
  }
}
