/** What a sweep found and did, for a person and for a machine. */
import pc from "picocolors";
import type { Tenant } from "../../api/port";
import { type Closing, type Finding, type Found, LEFTOVER, type OriginKind, type Swept } from "../../lifecycle/sweep";
import { explain, FourpayError } from "../../model/errors";
import { addMoney, isPositive } from "../../model/money";
import { count, printable } from "../text";

/** Objects of other stacks are many in a shared organization; all of them are in `--json`. */
const UNKNOWN_SHOWN = 20;

const HEADINGS: Readonly<Record<OriginKind, string>> = {
  interrupted: "Made by an interrupted run (the next `pulumi up` takes them over if they are still declared)",
  unrecorded: "Made by a stack given here, and in none of its states that are left (a run failed or was killed)",
  released: "Made by a stack given here, which let go of them",
  unclear: "Made by a stack given here, and not in its state",
  named: "Named like an interrupted create",
  unknown: "Marked, made by none of the stacks given here",
};
const ORDER = Object.keys(HEADINGS) as OriginKind[];

const NOTHING_FOUND = "No card and no wallet carries a mark that the states do not know.";
const NOT_KNOWN = "So it is not known whether anything was left behind. Run it again when all can be read.";

/** `closing` answers the commands that close what a person asks for by id. */
export function foundLines(
  { findings, problems, looked, states }: Found,
  tenant: Tenant,
  closing: (ids: readonly string[]) => readonly string[],
): string[] {
  const held = states.length === 0 ? "no state" : states.map(({ source }) => source.label).join(", ");
  const objects = findings.filter(({ kind }) => kind !== "holder");
  const people = findings.length - objects.length;
  return [
    `Looked at ${count(looked.wallets, "wallet")}, ${count(looked.cards, "live card")} and ${count(looked.holders, "holder")} of ${tenant.dialect} ${tenant.id} at ${tenant.baseUrl}; held against: ${held}.`,
    ...states
      .filter(({ foreign }) => foreign)
      .map(({ source }) =>
        pc.yellow(`  ${source.label} holds objects of another tenant only: is the configuration the right one?`),
      ),
    ...ORDER.flatMap((origin) =>
      section(
        origin,
        objects.filter((finding) => finding.origin === origin),
      ),
    ),
    ...onRequest(objects, closing),
    ...(people === 0
      ? []
      : [
          "",
          `${count(people, "holder")} with a mark and in no state: the API cannot delete people (--json lists them).`,
        ]),
    ...problems.map(({ what, error }) => pc.red(`Could not read ${what}: ${explain(error)}`)),
    ...(objects.length > 0 ? [] : [problems.length === 0 ? NOTHING_FOUND : NOT_KNOWN]),
  ];
}

function section(origin: OriginKind, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const shown = origin === "unknown" ? findings.slice(0, UNKNOWN_SHOWN) : findings;
  const more = findings.length - shown.length;
  return [
    "",
    `${HEADINGS[origin]}:`,
    ...shown.flatMap((finding) => [`  ${line(finding)}`, ...details(finding).map((text) => `      ${text}`)]),
    ...(more === 0 ? [] : [`  … and ${more} more (--json lists all)`]),
  ];
}

/** What these stacks made, and is kept out of doubt alone. Others' objects are nobody's to close from here. */
function onRequest(objects: readonly Finding[], closing: (ids: readonly string[]) => readonly string[]): string[] {
  const doubtful = objects.filter(({ onRequest, origin }) => onRequest === true && LEFTOVER.includes(origin));
  if (doubtful.length === 0) return [];
  return [
    "",
    `${count(doubtful.length, "object")} of these stacks may still be wanted. Look at each; to close them all the same:`,
    ...closing(doubtful.map(({ id }) => id)).map((command) => `  ${printable(command)}`),
  ];
}

function line({ kind, id, name, status, money, currency }: Finding): string {
  const balance = money === undefined ? [] : [`${money} ${currency ?? ""}`.trim()];
  return [kind, id, printable(name ?? ""), status, ...balance].join("  ");
}

function details({ id, origin, urn, stack, keep, onRequest }: Finding): string[] {
  if (origin === "unknown") return [];
  return [
    ...(urn === undefined ? [] : [pc.dim(`${stack}: ${printable(urn)}`)]),
    keep === undefined ? "may be closed" : pc.yellow(`kept: ${keep}`),
    ...(onRequest === true ? [`closed with: --also ${printable(id)}`] : []),
  ];
}

/** What a person is asked to agree to. */
export function question(findings: readonly Finding[]): string[] {
  const counts = (["card", "wallet"] as const).flatMap((kind) => {
    const of = findings.filter((finding) => finding.kind === kind).length;
    return of === 0 ? [] : [count(of, kind)];
  });
  const sums = new Map<string, string>();
  for (const { kind, money, currency = "?" } of findings) {
    if (kind === "card" && money !== undefined) sums.set(currency, addMoney(sums.get(currency) ?? "0", money));
  }
  const money = [...sums].filter(([, sum]) => isPositive(sum)).map(([currency, sum]) => `${sum} ${currency}`);
  return [
    "",
    `To be closed, for good: ${counts.join(" and ")}.`,
    ...findings.map((finding) => `  ${line(finding)}`),
    money.length === 0
      ? "No money is shown on the cards."
      : `Money on the cards (goes back to their wallets): ${money.join(", ")}.`,
  ];
}

const OUTCOMES: Readonly<Record<Closing["outcome"], string>> = {
  closed: pc.green("closed"),
  gone: "was closed meanwhile",
  changed: pc.yellow("left alone"),
  failed: pc.red("failed"),
};

export function closedLines(closings: readonly Closing[]): string[] {
  return closings.flatMap(({ finding, outcome, error, notes }) => [
    `  ${finding.kind}  ${finding.id}  ${OUTCOMES[outcome]}${error === undefined ? "" : `: ${explain(error)}`}`,
    ...notes.map((note) => `      ${note}`),
  ]);
}

export function asJson({ findings, problems, looked, states, closings }: Swept, tenant: Tenant): string {
  return JSON.stringify(
    {
      tenant,
      states: states.map(({ source: { label, current, activity }, foreign }) => ({
        label,
        current,
        activity,
        foreign,
      })),
      looked,
      findings,
      problems: problems.map(({ what, error }) => ({ what, ...errorOf(error) })),
      closings: closings.map(({ finding: { kind, id }, outcome, error, notes }) => ({
        kind,
        id,
        outcome,
        notes,
        ...(error === undefined ? {} : errorOf(error)),
      })),
    },
    null,
    2,
  );
}

function errorOf(error: unknown) {
  return { code: error instanceof FourpayError ? error.code : "internal", message: explain(error) };
}
