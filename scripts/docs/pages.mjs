// The pages of docs/reference, as text: what the surface says of itself, put into tables.

const NOTE = "<!-- Made from the source by `npm run docs`. Change the docstrings, not this file. -->";
const INPUTS_NOTE = "Every input may also be an output of another resource.";

/** One resource: example, inputs with what a change does, outputs, nested types. */
export function resourcePage({ resource, args, outputs, allowed, example, types }) {
  return page(
    resource.name,
    paragraphs(resource.doc),
    exampleOf(example),
    "## Inputs",
    INPUTS_NOTE,
    inputTable(args.members, allowed),
    "## Outputs",
    table(
      ["property", "type", ""],
      outputs.map(({ name, type, doc }) => [code(name), code(type), doc]),
    ),
    ...nestedTypes(args.members, types, new Set([args.name])),
  );
}

/** Functions of one kind on one page. `answers` holds the types of what they answer. */
export function functionPage({ title, intro, functions, types, answers, example }) {
  const seen = new Set();
  const told = new Set();
  const parts = functions.flatMap(({ name, signature, doc, args }) => [
    `## ${name}`,
    `\`\`\`ts\n${name}${signature.replaceAll("pulumi.", "").replaceAll(" | undefined", "")}\n\`\`\``,
    paragraphs(doc),
    ...nestedTypes([{ type: args ?? "" }], types, seen, "###"),
    ...(answers === undefined ? [] : nestedTypes([{ type: signature.split("): ").at(-1) }], answers, told, "###")),
  ]);
  return page(title, intro, exampleOf(example), ...parts);
}

export function settingsPage({ provider, variables, example }) {
  const docs = new Map(provider.members.map(({ name, doc }) => [name, doc]));
  return page(
    "Settings",
    "`pulumi config set fourpay:<name> <value>` (`--secret` for credentials), or the environment variable. For credentials, and for what is meant for one run, the environment wins; for everything else the stack's configuration.",
    table(
      ["`fourpay:`", "environment", ""],
      Object.entries(variables).map(([name, variable]) => [code(name), code(variable), docs.get(name) ?? ""]),
    ),
    "## Provider",
    paragraphs(provider.doc),
    exampleOf(example),
  );
}

export function errorsPage(codes, guide) {
  return page(
    "When something goes wrong: every code",
    "Each message ends with one of these codes in brackets; they are stable, the texts are not. `npx fourpay explain <code>` prints the same. Programs find the code as `error.code` of a `FourpayError`.",
    ...codes.flatMap((name) => [
      `## ${name}`,
      guide[name].meaning,
      `**Why it happens.** ${guide[name].causes.join(" ")}`,
      `**What to do.**\n\n${guide[name].cures.map((cure) => `- ${cure}`).join("\n")}`,
    ]),
  );
}

export function commandsPage(commands) {
  return page(
    "The fourpay command",
    "`npx fourpay <command>` in a project that has `pulumi-fourpay` installed.",
    ...commands.flatMap(({ name, help }) => [`## fourpay ${name}`, `\`\`\`text\n${help.trim()}\n\`\`\``]),
  );
}

function page(title, ...parts) {
  return `${[`# ${title}`, NOTE, ...parts.filter((part) => part !== "")].join("\n\n")}\n`;
}

function exampleOf(text) {
  return text === undefined ? "" : `## Example\n\n\`\`\`ts\n${text.trim()}\n\`\`\``;
}

function inputTable(members, allowed) {
  return table(
    ["property", "type", "a change", ""],
    members.map(({ name, optional, type, doc }) => [
      `${code(name)}${optional ? "" : " (required)"}`,
      code(type),
      changeOf(doc),
      [doc, allowed[name] === undefined ? "" : `Allowed: ${allowed[name]}.`].filter(Boolean).join(" "),
    ]),
  );
}

/** Types that the members name and that are public: each once, in the order they are met. */
function nestedTypes(members, types, seen, heading = "##") {
  return members.flatMap(({ type }) =>
    (type.match(/[A-Z]\w+/g) ?? []).flatMap((name) => {
      const found = types.get(name);
      if (found === undefined || seen.has(name) || found.kind === "class" || found.kind === "function") return [];
      seen.add(name);
      const body =
        found.kind === "interface"
          ? table(
              ["property", "type", ""],
              found.members.map((member) => [
                `${code(member.name)}${member.optional ? "" : " (required)"}`,
                code(member.type),
                member.doc,
              ]),
            )
          : `\`\`\`ts\n${found.text.replaceAll("pulumi.", "").replace(/^export /, "")}\n\`\`\``;
      return [`${heading} ${name}`, found.doc, body, ...nestedTypes(found.members, types, seen, heading)];
    }),
  );
}

/** What the docstring says of a change, in a word or two. */
function changeOf(doc) {
  if (/A change replaces|changing it replaces/i.test(doc)) return "replaces";
  if (/A change is refused/i.test(doc)) return "refused";
  if (/A change updates or reissues/i.test(doc)) return "updates or reissues cards";
  if (/A change reissues/i.test(doc)) return "reissues cards";
  if (/Only looked at on creation|Later changes pay nothing/i.test(doc)) return "nothing";
  return "updates";
}

function paragraphs(doc) {
  return doc
    .replace(/ (Errors?: )/g, "\n\n**Errors.** ")
    .replace(/ (API: )/g, "\n\n**API.** ")
    .trim();
}

function table(heads, rows) {
  const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  return [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

function code(text) {
  return text === "" ? "" : `\`${text}\``;
}
