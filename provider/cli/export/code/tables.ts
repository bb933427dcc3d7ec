/** The data of the program, as typed tables: one object per line, so that a change is a line in a review. */
import type { Plan, PlannedCard, PlannedWallet } from "../plan";
import { comment, literal, textLiteral } from "./literal";

export function walletsModule({ wallets }: Plan, protect: boolean): string {
  const managed = wallets.some((wallet) => wallet.managed !== undefined);
  return [
    managed
      ? "/** The wallets the cards are in. Those that stand here as ids only are used, not managed. */"
      : "/** The wallets the cards are in, by id. They are used, not managed: no run creates, changes or deactivates one. */",
    ...(managed ? ['import * as fourpay from "pulumi-fourpay";', ""] : []),
    "export const wallets = {",
    ...wallets.map(
      (wallet) => `  ${textLiteral(wallet.name)}: ${walletValue(wallet, protect)}, // ${walletNote(wallet)}`,
    ),
    "};",
    "",
  ].join("\n");
}

function walletValue({ name, wallet, managed }: PlannedWallet, protect: boolean): string {
  if (managed === undefined) return textLiteral(wallet.id);
  return `new fourpay.Wallet(${textLiteral(name)}, ${literal(managed.declared)}${optionsArgument(protect)}).id`;
}

function walletNote({ wallet: { name = "no name shown", currency } }: PlannedWallet): string {
  return comment(currency === undefined ? name : `${name}, ${currency}`);
}

export function holdersModule({ holders }: Plan): string {
  return [
    "/** The people who hold the cards. The API cannot delete people: taking a line away only forgets the person. */",
    'import type * as fourpay from "pulumi-fourpay";',
    "",
    "type Person = fourpay.HolderArgs & { readonly cardOwnerId: string };",
    "",
    "export const holders: Readonly<Record<string, Person>> = {",
    ...holders.map(({ name, declared }) => `  ${textLiteral(name)}: ${literal(declared)},`),
    "};",
    "",
  ].join("\n");
}

export function cardsModule({ cards }: Plan, notes: readonly string[]): string {
  return [
    "/**",
    " * The cards, one on each line, by a name that must stay as it is: another name is another card.",
    ...notes.map((note) => ` * ${note}`),
    " */",
    'import type * as fourpay from "pulumi-fourpay";',
    'import { wallets } from "./wallets";',
    "",
    "type Row = fourpay.CardArgs & { readonly holderId: string };",
    "",
    "export const cards: Readonly<Record<string, Row>> = {",
    ...cards.map((card) => `  ${textLiteral(card.name)}: ${row(card)}, // ${cardNote(card)}`),
    "};",
    "",
  ].join("\n");
}

function row({ wallet, declared }: PlannedCard): string {
  const own = Object.entries(declared).map(([name, value]) => `${name}: ${literal(value)}`);
  return `{ walletId: wallets[${textLiteral(wallet)}], ${own.join(", ")} }`;
}

function cardNote({ card: { maskedNumber, status } }: PlannedCard): string {
  return comment(maskedNumber === undefined ? status : `${maskedNumber}, ${status}`);
}

/** What all resources have in common, as the last argument of each. */
export function optionsArgument(protect: boolean): string {
  return protect ? ", { protect: true }" : "";
}
