/**
 * An OpenAPI 3.0 or 3.1 document, as far as the comparison asks: which paths and methods it has, and the names of fields behind
 * references, compositions and nullability. Names of the document are foreign text and only shown where they look like names.
 */
import { FourpayError } from "../../model/errors";

export interface Fields {
  /** Every field that some variant of the schema has. */
  readonly names: ReadonlySet<string>;
  /** What every variant requires. */
  readonly required: ReadonlySet<string>;
}

/** What a finding about a whole body calls it. */
export const bodyFields = { request: "request body", response: "answer" } as const;

type Node = Readonly<Record<string, unknown>>;
const METHODS = ["get", "post", "put", "patch", "delete"];
const SHOWN_PATH = /^\/[\w./{}-]{0,150}$/;

export function openApi(document: unknown) {
  const root = asNode(document);
  const paths = asNode(root?.paths);
  if (root === undefined || paths === undefined || !/^3\./.test(String(root.openapi ?? ""))) {
    throw new FourpayError("protocol_error", "The document is not an OpenAPI 3 document.", {
      hint: "Check that fourpay:baseUrl leads to the 4pay API.",
    });
  }
  const resolver = new Resolver(root);
  const prefixes = ["", ...asList(root.servers).map((server) => serverPath(asNode(server)?.url))];
  const items = new Map<string, Node>();
  for (const [path, item] of Object.entries(paths)) {
    const node = resolver.resolve(item);
    if (node === undefined) continue;
    for (const prefix of prefixes) items.set(normalise(prefix + path), node);
  }
  return {
    normalise,
    find(path: string) {
      const item = items.get(normalise(path));
      return item === undefined ? undefined : new PathItem(item, resolver);
    },
    /** Paths with the same parent, or the same path with a slash at its end. */
    beside(path: string): string[] {
      const wanted = normalise(path);
      const found = Object.keys(paths).filter((candidate) =>
        prefixes.some((prefix) => {
          const full = normalise(prefix + candidate);
          return full === `${wanted}/` || (full !== wanted && parent(full) === parent(wanted) && !full.endsWith("}"));
        }),
      );
      return found.filter((candidate) => SHOWN_PATH.test(candidate));
    },
  };
}

/** Parameters are called as the deployment likes. */
function normalise(path: string): string {
  return path.replace(/\{[^}]*\}/g, "{}");
}

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** The path of a server's address, which stands before the paths of the document. */
function serverPath(url: unknown): string {
  if (typeof url !== "string") return "";
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/\/+$/, "");
  return path.startsWith("/") ? path : "";
}

class PathItem {
  readonly #item: Node;
  readonly #resolver: Resolver;

  constructor(item: Node, resolver: Resolver) {
    this.#item = item;
    this.#resolver = resolver;
  }

  methods(): string[] {
    return METHODS.filter((method) => asNode(this.#item[method]) !== undefined).map((method) => method.toUpperCase());
  }

  operation(method: string) {
    const operation = asNode(this.#item[method.toLowerCase()]);
    if (operation === undefined) return undefined;
    const resolver = this.#resolver;
    return {
      queryParameters: (): ReadonlySet<string> => {
        const parameters = [...asList(this.#item.parameters), ...asList(operation.parameters)]
          .map((parameter) => resolver.resolve(parameter))
          .filter((parameter) => parameter?.in === "query");
        return new Set(parameters.map((parameter) => String(parameter?.name)));
      },
      /** Undefined where the document leaves the body open. */
      request: (): Fields | undefined => resolver.fields(schemaOf(resolver.resolve(operation.requestBody))),
      /** The first success with a body; of a list, its items. */
      response: (list: boolean): Fields | undefined => {
        const responses = Object.entries(asNode(operation.responses) ?? {}).filter(([status]) => /^2/.test(status));
        const schema = responses.map(([, response]) => schemaOf(resolver.resolve(response))).find(Boolean);
        return resolver.fields(list ? resolver.itemsOf(schema) : schema);
      },
    };
  }
}

/** The schema of the JSON body. */
function schemaOf(holder: Node | undefined): unknown {
  const content = Object.entries(asNode(holder?.content) ?? {});
  const json = content.find(([type]) => /json/i.test(type));
  return asNode(json?.[1])?.schema;
}

class Resolver {
  readonly #root: Node;

  constructor(root: Node) {
    this.#root = root;
  }

  /** The node itself, or what it refers to inside the document. A reference to elsewhere, or in a circle, is nothing. */
  resolve(value: unknown): Node | undefined {
    let node = asNode(value);
    for (let steps = 0; node !== undefined && typeof node.$ref === "string"; steps += 1) {
      if (steps > 20) return undefined;
      node = this.#at(node.$ref);
    }
    return node;
  }

  /** Undefined where the schema names no fields at all. */
  fields(schema: unknown): Fields | undefined {
    const found = this.#fields(schema, new Set());
    return found === undefined || found.names.size === 0 ? undefined : found;
  }

  /** The items of `{items}`, with or without a total, or of a bare array. */
  itemsOf(schema: unknown): unknown {
    return this.#arrayItems(schema, new Set());
  }

  #arrayItems(schema: unknown, seen: Set<Node>): unknown {
    const node = this.resolve(schema);
    if (node === undefined || seen.has(node)) return undefined;
    const below = new Set(seen).add(node);
    const property = asNode(node.properties)?.items;
    if (property !== undefined) return this.#arrayItems(property, below);
    if (node.items !== undefined) return node.items;
    return this.#variants(node)
      .map((variant) => this.#arrayItems(variant, below))
      .find((items) => items !== undefined);
  }

  #fields(schema: unknown, seen: ReadonlySet<Node>): Fields | undefined {
    const node = this.resolve(schema);
    if (node === undefined || seen.has(node) || node.type === "null") return undefined;
    const below = new Set(seen).add(node);
    const own = Object.keys(asNode(node.properties) ?? {});
    const names = new Set(own);
    const required = new Set(asList(node.required).filter((name) => typeof name === "string"));
    for (const part of asList(node.allOf)) {
      const fields = this.#fields(part, below);
      for (const name of fields?.names ?? []) names.add(name);
      for (const name of fields?.required ?? []) required.add(name);
    }
    for (const key of ["anyOf", "oneOf"]) {
      const variants = asList(node[key]).flatMap((variant) => this.#fields(variant, below) ?? []);
      for (const name of variants.flatMap((variant) => [...variant.names])) names.add(name);
      const [first, ...others] = variants;
      for (const name of first?.required ?? []) {
        if (others.every((variant) => variant.required.has(name))) required.add(name);
      }
    }
    return { names, required };
  }

  #variants(node: Node): unknown[] {
    return [...asList(node.allOf), ...asList(node.anyOf), ...asList(node.oneOf)];
  }

  /** A JSON pointer inside this document: `#/components/schemas/Card`. */
  #at(reference: string): Node | undefined {
    if (!reference.startsWith("#/")) return undefined;
    let node: unknown = this.#root;
    for (const part of reference.slice(2).split("/")) {
      const key = decoded(part).replace(/~1/g, "/").replace(/~0/g, "~");
      node = asNode(node) !== undefined && Object.hasOwn(node as Node, key) ? (node as Node)[key] : undefined;
    }
    return asNode(node);
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function asNode(value: unknown): Node | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : undefined;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
