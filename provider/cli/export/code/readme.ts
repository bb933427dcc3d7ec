/** The README of an exported program: what it is, the commands that take it over, and what destroying it would do. */
import type { Settings } from "../../../config";
import { count } from "../../text";
import type { Plan } from "../plan";
import { comment } from "./literal";

export interface ReadmeOptions {
  readonly project: string;
  readonly stack: string;
  readonly settings: Settings;
  readonly protect: boolean;
  readonly deletionPolicy: "close" | "freeze" | "retain";
  readonly fleet: boolean;
  /** Number of cards that carry the mark of some stack. */
  readonly marked: number;
  readonly unread: readonly string[];
}

const MANY = 300;

export function readme(plan: Plan, options: ReadmeOptions): string {
  const { project, stack, fleet } = options;
  const { cards, holders, wallets } = plan;
  const managed = wallets.filter((wallet) => wallet.managed !== undefined).length;
  return [
    `# ${project}`,
    "",
    `${cards.length === 1 ? "A card that existed before it was" : `${cards.length} cards that existed before they were`} declared, in ${count(wallets.length, "wallet")}${holders.length === 0 ? "" : `, of ${holders.length === 1 ? "one person" : `${holders.length} people`}`}. Written by \`fourpay export\`.`,
    "",
    "## Take them over",
    "",
    "Nothing is written to the API by any of this. `pulumi login` where your states are kept, then, in this folder:",
    "",
    "```sh",
    "npm install",
    `pulumi stack init ${stack}`,
    "pulumi config set --secret fourpay:apiKey   # or FOURPAY_API_KEY in the environment",
    `${importCommand(options)}`,
    "pulumi preview --diff --expect-no-changes",
    "pulumi up",
    "```",
    "",
    "The preview must show no change: from there on, the program is the truth. An import that was interrupted is simply run again. The",
    "last command changes nothing either; it lets Pulumi record which card depends on which holder and wallet. When it is done,",
    "`import.json` has served its purpose.",
    ...(!fleet && cards.length > MANY
      ? [
          "",
          `With ${cards.length} resources, set \`PULUMI_SKIP_CHECKPOINTS=true\` for the import, or export them as fleets (\`--as fleet\`).`,
        ]
      : []),
    ...(wallets.length > managed
      ? [
          "",
          `Wallets are used by their ids and not managed (\`--wallets manage\` would${options.settings.dialect === "organization" ? "; it has to be told the provider of each, which the API does not show" : ""}).`,
        ]
      : []),
    "",
    "## What this program will do to cards",
    "",
    ...consequences(options),
    ...(options.unread.length === 0
      ? []
      : ["", "## What could not be read", "", ...options.unread.map((text) => `- ${text}`)]),
    ...leftLines(plan),
    "",
  ].join("\n");
}

export function importCommand({ protect }: Pick<ReadmeOptions, "protect">): string {
  return `pulumi import --file import.json --generate-code=false --protect=${protect}`;
}

function consequences({ deletionPolicy, protect, fleet, marked }: ReadmeOptions): string[] {
  const destroyed = {
    close:
      "**closed for good**, its money back in its wallet. `fourpay export --deletion-policy retain` writes a program that only forgets them.",
    freeze: 'frozen, not closed (`deletionPolicy: "freeze"`).',
    retain: 'left as it is (`deletionPolicy: "retain"`).',
  }[deletionPolicy];
  return [
    `- A card whose ${fleet ? "row" : "line"} is taken away, and every card on \`pulumi destroy\`, is ${destroyed}`,
    ...(protect ? ["- Until `protect: true` is taken out of the program, Pulumi refuses to delete any of it."] : []),
    ...(fleet ? ["- No run closes more than `maxClosures` cards."] : []),
    "- A changed limit or name is changed on the card. Another wallet, holder or card type issues a new card and closes the old one.",
    ...(marked === 0
      ? []
      : [
          `- **${marked} of these cards carry a mark: a Pulumi stack issued them.** If that stack still has them, take them out of it first`,
          "  (`pulumi state delete`), or export again with `--not-in-stack`: two stacks would manage, and close, the same cards.",
        ]),
  ];
}

const MOST_LISTED = 200;

function leftLines({ left }: Plan): string[] {
  if (left.length === 0) return [];
  const more = left.length - MOST_LISTED;
  return [
    "",
    "## What was left out",
    "",
    "Cards are not in the program; holders and wallets stand in it by their ids.",
    "",
    ...left.slice(0, MOST_LISTED).map(({ kind, id, reason }) => `- ${kind} \`${comment(id)}\`: ${comment(reason)}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}
