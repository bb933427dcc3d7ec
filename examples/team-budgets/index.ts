/** Teams and their budgets, as the stack's configuration states them. */
import * as pulumi from "@pulumi/pulumi";
import { TeamBudget, type TeamBudgetArgs } from "./teamBudget";

const config = new pulumi.Config();
const walletId = config.require("walletId");
const stated = config.requireObject<Record<string, Omit<TeamBudgetArgs, "walletId">>>("teams");

const teams = Object.entries(stated).map(
  ([name, team]) => [name, new TeamBudget(name, { walletId, ...team })] as const,
);

export const cards = Object.fromEntries(teams.map(([name, team]) => [name, team.cards]));
