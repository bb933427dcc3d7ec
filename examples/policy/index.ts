/** Rules for payment cards: `pulumi up --policy-pack <this folder>`. */
import { PolicyPack } from "@pulumi/policy";
import { cardPolicy } from "./cardPolicy";
import { isOurs } from "./cards";
import { closeOnDestroy, dailyLimit, maximumLimit, noPhysicalCards, PERIODS } from "./rules";
import { noSecretsInNames } from "./secretNames";

const amounts = {
  type: "object" as const,
  propertyNames: { enum: PERIODS },
  additionalProperties: { type: "string" as const, pattern: "^\\d+(\\.\\d+)?$" },
};

new PolicyPack("fourpay-cards", {
  policies: [
    cardPolicy({
      name: "maximum-limit",
      description: "No card may spend more than this.",
      settings: {
        maximum: {
          ...amounts,
          description: "The most a card may spend, by period.",
          default: { daily: "1000.00" },
        },
        wallets: {
          type: "object",
          description: "Other maxima for the cards of a wallet, by its id.",
          additionalProperties: amounts,
          default: {},
        },
      },
      rule: maximumLimit,
    }),
    cardPolicy({
      name: "daily-limit",
      description: "Every card has a daily limit.",
      settings: {},
      rule: dailyLimit,
    }),
    cardPolicy({
      name: "no-physical-cards",
      description: "Stacks for trying things out get virtual cards only.",
      settings: {
        stacks: { type: "string", description: "A regular expression.", default: "^(dev|test|sandbox)" },
      },
      rule: noPhysicalCards,
    }),
    cardPolicy({
      name: "close-on-destroy",
      description: "A card that is no longer declared is closed, not left behind.",
      settings: {
        allowed: {
          type: "array",
          items: { enum: ["close", "freeze", "retain"] },
          description: "The deletion policies a card may have.",
          default: ["close"],
        },
      },
      rule: closeOnDestroy,
    }),
    {
      name: "no-secrets-in-names",
      description: "Names hold no card numbers, security codes or API keys.",
      enforcementLevel: "mandatory",
      configSchema: {
        properties: {
          patterns: {
            type: "array",
            items: { type: "string" },
            description: "More regular expressions for what is a secret here.",
            default: [],
          },
        },
      },
      validateResource(resource, report) {
        const { patterns = [] } = resource.getConfig<{ patterns?: string[] }>();
        if (isOurs(resource)) for (const problem of noSecretsInNames(resource, patterns)) report(problem);
      },
    },
  ],
});
