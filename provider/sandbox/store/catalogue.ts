// The providers, BINs and people a sandbox starts with. The ids are fixed, so examples and tests can name them.
import type { Bin, BinCategory, Fees, LimitKey, LimitRange, WalletProvider } from "./entities";
import type { Seed } from "./seedTypes";

/** Ids of the standard seed. */
export const seedIds = {
  sharedProvider: "a1b6c2d3-1111-4e5f-8a9b-000000000001",
  personalProvider: "a1b6c2d3-1111-4e5f-8a9b-000000000002",
  physicalProvider: "a1b6c2d3-1111-4e5f-8a9b-000000000003",
  wallet: "b2c7d3e4-2222-4f60-9bac-000000000001",
  demoWallet: "b2c7d3e4-2222-4f60-9bac-000000000002",
  advertising: "c3d8e4f5-3333-4071-8cbd-000000000001",
  travel: "c3d8e4f5-3333-4071-8cbd-000000000002",
  visaBin: "d4e9f506-4444-4182-9dce-000000000001",
  secondVisaBin: "d4e9f506-4444-4182-9dce-000000000002",
  mastercardBin: "d4e9f506-4444-4182-9dce-000000000003",
  travelBin: "d4e9f506-4444-4182-9dce-000000000004",
} as const;

const categories: readonly BinCategory[] = [
  { id: seedIds.advertising, type: "advertising", name: "Advertising", description: "Online advertising platforms" },
  { id: seedIds.travel, type: "travel", name: "Travel", description: "Hotels, airlines and car rental" },
];

const wallets = ["Apple pay", "Google pay"];
const bins: readonly Bin[] = [
  {
    id: seedIds.visaBin,
    digits: "400000",
    network: "Visa",
    country: "US",
    tokenizations: wallets,
    categoryIds: [seedIds.advertising],
  },
  {
    id: seedIds.secondVisaBin,
    digits: "411111",
    network: "Visa",
    country: "GB",
    tokenizations: [],
    categoryIds: [seedIds.advertising, seedIds.travel],
  },
  {
    id: seedIds.mastercardBin,
    digits: "555555",
    network: "Mastercard",
    country: "US",
    tokenizations: wallets,
    categoryIds: [seedIds.advertising],
  },
  {
    id: seedIds.travelBin,
    digits: "222300",
    network: "Mastercard",
    country: "EE",
    tokenizations: ["Google pay"],
    categoryIds: [seedIds.travel],
  },
];

const fees: Fees = {
  cardTransactions: { kind: "percent", percent: "0" },
  cardIssuing: { kind: "amount", amount: "1.00", currency: "USD" },
  topUpsAllocation: { kind: "percent", percent: "0.5" },
};

const ranges: Partial<Record<LimitKey, LimitRange>> = {
  daily: { min: "1.00", max: "10000.00" },
  weekly: { min: "1.00", max: "50000.00" },
  monthly: { min: "1.00", max: "100000.00" },
  yearly: { min: "1.00", max: "1000000.00" },
  lifetime: { min: "1.00", max: null },
  perTransaction: { min: "1.00", max: "5000.00" },
};

const { yearly: _, ...rangesWithoutYear } = ranges;

const providers: readonly WalletProvider[] = [
  {
    id: seedIds.sharedProvider,
    currency: "USD",
    cardTypes: ["virtual"],
    balanceModes: ["shared"],
    ranges,
    binIds: [seedIds.visaBin, seedIds.mastercardBin, seedIds.travelBin],
    fees,
  },
  {
    id: seedIds.personalProvider,
    currency: "USD",
    cardTypes: ["virtual"],
    balanceModes: ["personal"],
    ranges,
    binIds: [seedIds.visaBin, seedIds.secondVisaBin, seedIds.mastercardBin],
    fees,
  },
  {
    id: seedIds.physicalProvider,
    currency: "USD",
    cardTypes: ["virtual", "physical"],
    balanceModes: ["personal", "shared"],
    ranges: rangesWithoutYear,
    binIds: [seedIds.secondVisaBin, seedIds.travelBin],
    fees: { ...fees, cardIssuing: { kind: "amount", amount: "5.00", currency: "USD" } },
  },
];

export const catalogue = { categories, bins, providers };

export const emptySeed: Seed = {};

/** One wallet whose cards hold their own balance, active and funded. */
export const standardSeed: Seed = {
  wallets: [{ id: seedIds.wallet, providerId: seedIds.personalProvider, name: "Operations", balance: "10000.00" }],
};

export const demoSeed: Seed = {
  wallets: [
    ...(standardSeed.wallets ?? []),
    { id: seedIds.demoWallet, providerId: seedIds.sharedProvider, name: "Advertising (US)", balance: "25000.00" },
  ],
  holders: [
    { id: "ada-lovelace", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", phone: "+1-202-555-0147" },
    { id: "grace-hopper", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" },
    { id: "alan-turing", firstName: "Alan", lastName: "Turing", email: "alan@example.com" },
  ],
};
