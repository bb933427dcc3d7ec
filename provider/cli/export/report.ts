/** What an export says when it is done: what was written, what was left out, what to know, and what to do next. */
import pc from "picocolors";
import { count } from "../text";
import { importCommand } from "./code/readme";
import type { Plan } from "./plan";

export interface Written {
  readonly folder: string;
  readonly aside: string | undefined;
  readonly stack: string;
  readonly protect: boolean;
  readonly deletionPolicy: "close" | "freeze" | "retain";
  readonly fleets: number | undefined;
  readonly marked: number;
  readonly unread: readonly string[];
  readonly passedOver: string | undefined;
  /** Cards left to the stacks that were given. */
  readonly elsewhere: number;
}

const MOST_SHOWN = 20;

/** Cards that were not asked for, by status: silence about them would read as if there were none. */
export function passedOver(otherStatuses: ReadonlyMap<string, number>): string | undefined {
  const counts = [...otherStatuses].sort().map(([status, number]) => `${number} ${status}`);
  return counts.length === 0 ? undefined : counts.join(", ");
}

export function writtenLines({ cards, holders, wallets, left }: Plan, written: Written): string[] {
  const { folder, aside, stack, deletionPolicy, fleets, marked } = written;
  const managed = wallets.filter((wallet) => wallet.managed !== undefined).length;
  const as = fleets === undefined ? "" : ` as ${count(fleets, "fleet")}`;
  return [
    `Wrote ${folder}: ${count(cards.length, "card")}${as}, ${count(holders.length, "holder")}, ${count(wallets.length, "wallet")}${managed < wallets.length ? " (used by id, not managed)" : ""}.`,
    ...(aside === undefined ? [] : [`What was there before is in ${aside}.`]),
    ...(written.passedOver === undefined
      ? []
      : [`Passed over because of their status: ${written.passedOver} (--status).`]),
    ...(written.elsewhere === 0 ? [] : [`Left to the stacks given: ${count(written.elsewhere, "card")}.`]),
    ...written.unread,
    ...(left.length === 0 ? [] : ["", pc.yellow(`Left out (${left.length}):`)]),
    ...left.slice(0, MOST_SHOWN).map(({ kind, id, reason }) => `  ${kind} ${id}: ${reason}`),
    ...(left.length > MOST_SHOWN ? [`  … and ${left.length - MOST_SHOWN} more, in its README.md`] : []),
    ...(marked === 0
      ? []
      : [
          "",
          pc.yellow(
            `Issued by a stack, as their names tell: ${count(marked, "card")}. If it still has them, two stacks would manage them (--not-in-stack, README.md).`,
          ),
        ]),
    "",
    DESTROY[deletionPolicy],
    "",
    "Next, in that folder:",
    ...[
      "npm install",
      `pulumi stack init ${stack}`,
      "pulumi config set --secret fourpay:apiKey",
      importCommand(written),
    ].map((command) => `  ${command}`),
    "  pulumi preview --expect-no-changes",
  ];
}

const DESTROY = {
  close: pc.yellow(
    "Once imported, `pulumi destroy` closes these cards for good. --deletion-policy retain, --protect, or both, if it must not.",
  ),
  freeze: "Once imported, `pulumi destroy` freezes these cards and forgets them.",
  retain: "Once imported, `pulumi destroy` leaves these cards as they are and forgets them.",
} as const;
