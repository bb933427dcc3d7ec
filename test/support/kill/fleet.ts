// The stack that is killed: a wallet, four holders and twenty cards, in the stages of its life. Every expectation about it is derived
// from the same table as the program.
import { type Seed, seedIds } from "pulumi-fourpay/sandbox";

export type DialectName = "organization" | "merchant";
/** As issued first; with limits, name and freezes changed; with half of the cards renewed. */
export type Stage = "issued" | "changed" | "renewed";

export interface FleetCard {
  readonly key: string;
  readonly holder: number;
  readonly limits: Record<string, string>;
  readonly name?: string;
  readonly frozen?: boolean;
  readonly initialBalance?: string;
  readonly reissue?: string;
}

const SIZE = 20;
const HOLDERS = ["Ada", "Grace", "Alan", "Radia"] as const;
const numbers = Array.from({ length: SIZE }, (_, index) => index + 1);

/** What the program declares at this stage. The merchant API can neither rename a card nor change its limits. */
export function fleetCards(dialect: DialectName, stage: Stage): FleetCard[] {
  const changed = stage !== "issued";
  const editable = dialect === "organization";
  return numbers.map((number) => {
    const frozen = frozenAt(number, changed, editable);
    return {
      key: `card-${String(number).padStart(2, "0")}`,
      holder: stage === "renewed" && number > 18 ? (number + 1) % HOLDERS.length : number % HOLDERS.length,
      limits: {
        daily: `${changed && editable ? 200 + number : 100 + number}.00`,
        ...(number % 4 === 0 ? { monthly: `${1000 + number}.00` } : {}),
      },
      ...(changed && editable && number === 9 ? { name: "Team lunch" } : {}),
      ...(frozen === undefined ? {} : { frozen }),
      ...(number % 5 === 0 ? { initialBalance: `${number}.50` } : {}),
      ...(stage === "renewed" && number > 10 ? { reissue: "2027" } : {}),
    };
  });
}

function frozenAt(number: number, changed: boolean, editable: boolean): boolean | undefined {
  if (number === 7) return !changed;
  if (changed && (editable ? number === 8 : number <= 8)) return true;
  return undefined;
}

/**
 * The whole program as data: it runs in a process of its own, so that nothing of a killed run lives on in the test's. A fleet that shares
 * its home with another stack declares the same people and cards in a wallet that was there before.
 */
export function fleetProgram(dialect: DialectName, stage: Stage, shared: boolean) {
  const account = dialect === "merchant" ? { accountId: seedIds.wallet } : undefined;
  return {
    wallet: shared ? undefined : (account ?? { providerId: PROVIDER }),
    walletId: seedIds.wallet,
    holders: HOLDERS.map((firstName) => {
      const key = firstName.toLowerCase();
      const id = shared ? { cardOwnerId: key } : {};
      return { key, args: { firstName, lastName: "Example", email: `${key}@example.com`, ...id, ...account } };
    }),
    cards: fleetCards(dialect, stage).map(({ key, holder, ...args }) => ({ key, holder, args })),
  };
}

/** Paid into the wallet as soon as it has its name. */
export const TREASURY = "1000.00";
export const ISSUING_FEE = 1;
const PROVIDER = seedIds.personalProvider;

/** One wallet provider only, so that a wallet left unnamed by a kill can come from no other. */
export const FLEET_SEED: Seed = {
  providers: [
    {
      id: PROVIDER,
      currency: "USD",
      cardTypes: ["virtual"],
      balanceModes: ["personal"],
      ranges: { daily: { min: "1.00", max: "10000.00" }, monthly: { min: "1.00", max: "100000.00" } },
      binIds: [seedIds.visaBin],
      fees: {
        cardTransactions: { kind: "percent", percent: "0" },
        cardIssuing: { kind: "amount", amount: `${ISSUING_FEE}.00`, currency: "USD" },
        topUpsAllocation: { kind: "percent", percent: "0" },
      },
    },
  ],
  wallets: [{ id: seedIds.wallet, providerId: PROVIDER, name: "Operations", balance: TREASURY }],
};
