/** The demo's story, step by step: what is done, and what must then be true at the sandbox. */
import { type Check, cardOf, check, liveCards, moneyAddsUp, ran, teamWallet, writes } from "./checks";
import type { World } from "./world";

export interface Step {
  readonly title: string;
  /** What a newcomer should watch for. */
  readonly explanation: string;
  /** Runs the engine; answers what to compare. `run` shows one engine run live and answers whether it succeeded. */
  act(world: World, run: EngineRun): Promise<Check[]>;
}

export type EngineVerb = "up" | "preview" | "refresh" | "destroy";
export type EngineRun = (verb: EngineVerb, dialect?: "merchant") => Promise<boolean>;

const RAISED = "ada-ads";
const FROZEN = "grace-software";
const REMOVED = "dennis-travel";
const TAMPERED = "alan-ads";
const CLOSED = "barbara-travel";

export const STEPS: readonly Step[] = [
  {
    title: "up: the team's wallet is new, so it is empty",
    explanation:
      "Holders, a wallet and the first cards are created; cards of the empty wallet cannot pay the issuing fee, so this run fails.",
    async act({ sandbox }, run) {
      const succeeded = await run("up");
      const wallet = teamWallet(sandbox);
      const inWallet = liveCards(sandbox).filter((card) => card.walletId === wallet?.id).length;
      return [
        check("the run fails for lack of funds", "failed", succeeded ? "succeeded" : "failed"),
        check("the team's wallet", "active", wallet?.status ?? "missing"),
        check("cards issued in it", 0, inWallet),
      ];
    },
  },
  {
    title: "a deposit, then up again: it goes on where it stopped",
    explanation: "The wallet is funded the documented way. The second run issues what is missing and repeats nothing.",
    async act({ client, sandbox, table }, run) {
      const wallet = teamWallet(sandbox);
      const deposit = await client.deposits.create({
        currency: "USDTTRC20",
        ...(wallet === undefined ? {} : { walletId: wallet.id }),
      });
      sandbox.control.settleDeposits({ depositId: deposit.id, amount: "500.00" });
      const succeeded = await run("up");
      const names = new Set(liveCards(sandbox).map((card) => card.name));
      return [
        ran(succeeded),
        check("live cards", table.cards().length, liveCards(sandbox).length),
        check("different names among them", table.cards().length, names.size),
        check("cards ever issued", table.cards().length, sandbox.control.snapshot().cards.length),
        check("frozen", "frozen", cardOf(sandbox, "radia-software")?.status),
        moneyAddsUp(sandbox),
      ];
    },
  },
  {
    title: "up with nothing changed",
    explanation: "Nothing to do: the sandbox's journal shows that not a single write was sent.",
    async act({ sandbox }, run) {
      const succeeded = await run("up");
      return [ran(succeeded), check("writes sent", 0, writes(sandbox))];
    },
  },
  {
    title: "the table is edited: a higher limit, a freeze, a card removed",
    explanation: `${RAISED} may spend 750.00 a day, ${FROZEN} is frozen, ${REMOVED} is gone from the table. First the preview, then the change.`,
    async act({ sandbox, table }, run) {
      const closing = cardOf(sandbox, REMOVED)?.id;
      table.edit(RAISED, (cells) => cells.map((cell, column) => (column === 5 ? "750.00" : cell)));
      table.edit(FROZEN, (cells) => cells.map((cell, column) => (column === 7 ? "yes" : cell)));
      table.remove(REMOVED);
      const previewed = await run("preview");
      const sent = writes(sandbox);
      const succeeded = await run("up");
      const closed = sandbox.control.snapshot().cards.find((card) => card.id === closing);
      return [
        check("the preview sends no write", "0", previewed ? sent : "preview failed"),
        ran(succeeded),
        check(`${RAISED}: daily limit`, "750.00", cardOf(sandbox, RAISED)?.limits.daily),
        check(`${RAISED}: monthly limit`, "5000.00", cardOf(sandbox, RAISED)?.limits.monthly),
        check(FROZEN, "frozen", cardOf(sandbox, FROZEN)?.status),
        check(REMOVED, "closed", closed?.status),
        check("writes sent", 3, writes(sandbox)),
      ];
    },
  },
  {
    title: "somebody changes things behind Pulumi's back",
    explanation: `At the sandbox, ${TAMPERED} gets a daily limit of 9999.00 and ${CLOSED} is closed. Refresh finds both; up repairs them.`,
    async act({ sandbox, table }, run) {
      const tampered = cardOf(sandbox, TAMPERED);
      const closed = cardOf(sandbox, CLOSED);
      if (tampered !== undefined) sandbox.control.setCardLimits(tampered.id, { ...tampered.limits, daily: "9999.00" });
      if (closed !== undefined) sandbox.control.setCardStatus(closed.id, "closed");
      const refreshed = await run("refresh");
      const sent = writes(sandbox);
      const succeeded = await run("up");
      return [
        check("refresh sends no write", "0", refreshed ? sent : "refresh failed"),
        ran(succeeded),
        check(`${TAMPERED}: daily limit`, "500.00", cardOf(sandbox, TAMPERED)?.limits.daily),
        check(
          `${CLOSED}: issued again`,
          "yes",
          cardOf(sandbox, CLOSED) !== undefined && cardOf(sandbox, CLOSED)?.id !== closed?.id ? "yes" : "no",
        ),
        check("live cards", table.cards().length, liveCards(sandbox).length),
      ];
    },
  },
  {
    title: "destroy",
    explanation:
      "Every card is closed for certain, no money is left on one, and the wallet the program made is deactivated.",
    async act({ sandbox }, run) {
      const wallet = teamWallet(sandbox)?.id;
      const succeeded = await run("destroy");
      const { cards, wallets, holders } = sandbox.control.snapshot();
      return [
        ran(succeeded),
        check("live cards", 0, liveCards(sandbox).length),
        check("cards with money on them", 0, cards.filter((card) => Number(card.balance) !== 0).length),
        check("the team's wallet", "inactive", wallets.find(({ id }) => id === wallet)?.status),
        check("the wallet that existed before", "active", wallets.find(({ name }) => name === "Operations")?.status),
        check("holders (the API cannot delete people)", 8, holders.length),
        moneyAddsUp(sandbox),
      ];
    },
  },
  {
    title: "the same table through the merchant API",
    explanation:
      "The same program with fourpay:dialect set to merchant: the holders are found again, every card is issued and closed.",
    async act({ sandbox, table }, run) {
      const before = sandbox.control.snapshot().holders.length;
      const issued = await run("up", "merchant");
      const live = liveCards(sandbox).length;
      const frozen = cardOf(sandbox, "radia-software")?.status;
      const destroyed = await run("destroy", "merchant");
      return [
        check("both runs", "succeeded", issued && destroyed ? "succeeded" : "failed"),
        check("live cards after up", table.cards().length, live),
        check("frozen", "frozen", frozen),
        check("new holders", 0, sandbox.control.snapshot().holders.length - before),
        check("live cards after destroy", 0, liveCards(sandbox).length),
        moneyAddsUp(sandbox),
      ];
    },
  },
];
