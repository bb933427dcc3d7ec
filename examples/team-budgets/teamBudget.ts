/** A team with a monthly budget: a person and a card for each member, whose limits together are the budget. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { percentOf, splitBudget } from "./splitBudget";

export interface Member {
  readonly firstName: string;
  readonly lastName: string;
  /** A person is in one team only: e-mails are unique. */
  readonly email: string;
  /** Of the budget, in proportion to the others' shares. Default 1. */
  readonly share?: number;
}

export interface TeamBudgetArgs {
  /** The wallet all cards of the team spend from. */
  readonly walletId: pulumi.Input<string>;
  /** What the members' monthly limits come to, together. */
  readonly monthly: string;
  /** By a key of your own, which names the member's card for ever. */
  readonly members: Readonly<Record<string, Member>>;
  /** How much of the monthly limit may be spent on one day. Default 25. */
  readonly dailyPercent?: number;
}

export class TeamBudget extends pulumi.ComponentResource {
  /** The masked card numbers, by member. */
  readonly cards: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: TeamBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("team-budgets:index:TeamBudget", name, {}, opts);
    const parent = { parent: this };
    const members = Object.entries(args.members);
    const monthly = splitBudget(
      args.monthly,
      members.map(([, { share = 1 }]) => share),
    );

    const cards = members.map(([key, { firstName, lastName, email }], at) => {
      const limit = monthly[at] ?? "0.00";
      const holder = new fourpay.Holder(`${name}-${key}-holder`, { firstName, lastName, email }, parent);
      const limits = { daily: percentOf(limit, args.dailyPercent ?? 25), monthly: limit };
      return new fourpay.Card(`${name}-${key}`, { walletId: args.walletId, holderId: holder.id, limits }, parent);
    });

    this.cards = pulumi
      .all(cards.map(({ maskedNumber }) => maskedNumber))
      .apply((masked) => Object.fromEntries(members.map(([key], at) => [key, masked[at] ?? ""])));
    this.registerOutputs({ cards: this.cards });
  }
}
