/** A fleet of cards from a table: one holder per e-mail, one card per row, in a wallet of the team's own or in one that exists. */
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "csv-parse/sync";
import * as fourpay from "pulumi-fourpay";

export interface FleetRow {
  readonly card: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly wallet: "team" | "operations";
  readonly daily: string;
  readonly monthly: string;
  readonly frozen: boolean;
}

const COLUMNS = ["card", "first name", "last name", "email", "wallet", "daily", "monthly", "frozen"] as const;
type Column = (typeof COLUMNS)[number];

/** Reads the table; a wrong row stops the program with its line and column. */
function readFleet(text: string): FleetRow[] {
  const records = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true }) as {
    record: Partial<Record<Column, string>>;
    info: { lines: number };
  }[];
  const seen = new Set<string>();
  return records.map(({ record, info }) => {
    const cell = (column: Column) => {
      const value = record[column];
      if (value === undefined || (value === "" && column !== "frozen")) {
        throw new Error(`line ${info.lines}, column "${column}": a value is required`);
      }
      return value;
    };
    const card = cell("card");
    if (seen.has(card)) throw new Error(`line ${info.lines}, column "card": "${card}" stands there twice`);
    seen.add(card);
    const wallet = cell("wallet");
    if (wallet !== "team" && wallet !== "operations") {
      throw new Error(`line ${info.lines}, column "wallet": team or operations is allowed`);
    }
    return {
      card,
      firstName: cell("first name"),
      lastName: cell("last name"),
      email: cell("email"),
      wallet,
      daily: cell("daily"),
      monthly: cell("monthly"),
      frozen: cell("frozen") === "yes",
    };
  });
}

/**
 * Declares the fleet. Configuration: `fleet:walletId`, `fleet:data` (default `cards.csv` beside the program), and where the team's wallet
 * comes from: `fleet:providerId`, or on the merchant dialect, which creates no wallets, `fleet:accountId`.
 */
export function declareFleet() {
  const config = new pulumi.Config("fleet");
  const rows = readFleet(readFileSync(config.get("data") ?? "cards.csv", "utf8"));

  const onMerchant = new pulumi.Config("fourpay").get("dialect") === "merchant";

  const team = new fourpay.Wallet(
    "team",
    onMerchant ? { accountId: config.require("accountId") } : { providerId: config.require("providerId") },
  );
  const wallets = { team: team.id, operations: pulumi.output(config.require("walletId")) };

  const holders = new Map<string, fourpay.Holder>();
  for (const { email, firstName, lastName } of rows) {
    const name = email.replace(/@.*/, "");
    const account = onMerchant ? { accountId: team.id } : {};
    if (!holders.has(email)) holders.set(email, new fourpay.Holder(name, { firstName, lastName, email, ...account }));
  }

  const cards = rows.map(({ card, email, wallet, daily, monthly, frozen }) => {
    const holderId = holders.get(email)?.id ?? "";
    return new fourpay.Card(card, { walletId: wallets[wallet], holderId, limits: { daily, monthly }, frozen });
  });

  return {
    teamWallet: team.id,
    cards: pulumi
      .all(cards.map((card) => pulumi.all([card.name, card.maskedNumber, card.status])))
      .apply((shown) => Object.fromEntries(shown.map(([name, masked, status]) => [name, `${masked} ${status}`]))),
  };
}
