/** `index.ts` and its tables, for cards one by one and for fleets. */
import { MAX_CLOSURES, type PlannedFleet } from "../fleets";
import type { Choices, Plan } from "../plan";
import { textLiteral } from "./literal";
import { cardsModule, holdersModule, optionsArgument, walletsModule } from "./tables";

export type Files = ReadonlyMap<string, string>;

export interface ProgramOptions {
  readonly choices: Choices;
  readonly protect: boolean;
  /** What the API does not show, in sentences. */
  readonly unread: readonly string[];
}

export function cardProgram(plan: Plan, { choices, protect, unread }: ProgramOptions): Files {
  const people = plan.holders.length > 0;
  const options = optionsArgument(protect);
  const { deletionPolicy } = choices;
  const holderId = people ? ["holderId: people.get(card.holderId)?.id ?? card.holderId"] : [];
  const policy = deletionPolicy === undefined ? [] : [`deletionPolicy: ${textLiteral(deletionPolicy)}`];
  const properties = [...policy, "...card", ...holderId];
  const args = properties.length === 1 ? "card" : `{ ${properties.join(", ")} }`;
  const index = [
    "/** Cards that existed before this program did. `pulumi preview` must show no change until you make one. */",
    'import * as fourpay from "pulumi-fourpay";',
    'import { cards } from "./cards";',
    ...(people ? ['import { holders } from "./holders";'] : []),
    "",
    ...(people
      ? [
          "const people = new Map<string, fourpay.Holder>();",
          "for (const [name, holder] of Object.entries(holders)) {",
          `  people.set(holder.cardOwnerId, new fourpay.Holder(name, holder${options}));`,
          "}",
          "",
        ]
      : []),
    "for (const [name, card] of Object.entries(cards)) {",
    `  new fourpay.Card(name, ${args}${options});`,
    "}",
    "",
  ].join("\n");
  return new Map([
    ["index.ts", index],
    ["cards.ts", cardsModule(plan, unread)],
    ...(people ? [["holders.ts", holdersModule(plan)] as const] : []),
    ["wallets.ts", walletsModule(plan, protect)],
  ]);
}

export function fleetProgram(plan: Plan, fleets: readonly PlannedFleet[], options: ProgramOptions): Files {
  const { deletionPolicy } = options.choices;
  const index = [
    "/**",
    " * Cards that existed before this program did, as fleets. `pulumi preview` must show no change until you make one.",
    ...options.unread.map((note) => ` * ${note}`),
    " */",
    'import { join } from "node:path";',
    'import * as fourpay from "pulumi-fourpay";',
    'import { wallets } from "./wallets";',
    ...fleets.flatMap(({ name, wallet, file }) => [
      "",
      "new fourpay.CardFleet(",
      `  ${textLiteral(name)},`,
      "  {",
      `    walletId: wallets[${textLiteral(wallet)}],`,
      ...(deletionPolicy === undefined ? [] : [`    defaults: { deletionPolicy: ${textLiteral(deletionPolicy)} },`]),
      `    cards: fourpay.loadFleet(join(__dirname, ${textLiteral(file)})),`,
      "    // A file that lost its rows closes no more than this; FOURPAY_MAX_CLOSURES raises it for one run.",
      `    maxClosures: ${MAX_CLOSURES},`,
      "  },",
      ...(options.protect ? ["  { protect: true },"] : []),
      ");",
    ]),
    "",
  ].join("\n");
  return new Map([
    ["index.ts", index],
    ...fleets.map(({ file, csv }) => [file, csv] as const),
    ["wallets.ts", walletsModule(plan, options.protect)],
  ]);
}
