/**
 * `fourpay deposit`: a new one-time address that a wallet can be paid through. No money moves by it, but two addresses for one invoice are
 * two payments waiting to happen.
 */
import type { OrganizationClient } from "../../api/organization/client";
import { collect } from "../../api/pages";
import type { Deposit, Wallet } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { presentable } from "../../model/redact";
import { sameText } from "../../model/text";
import {
  type Acting,
  type ActionOptions,
  type ActionWorld,
  confirm,
  isRecent,
  runAction,
  watch,
} from "../money/action";
import { type Outcome, sendOnce } from "../money/outcome";
import { idOfNamed, shownName } from "../money/wallets";

export const DEPOSIT_CURRENCIES = ["USDTTRC20", "USDCTRC20"] as const;

export interface DepositOptions extends ActionOptions {
  /** Id or name; undefined: the organization's main balance. */
  readonly wallet?: string;
  readonly main: boolean;
  readonly currency: string;
}

export function runDeposit(options: DepositOptions, world: ActionWorld): Promise<number> {
  return runAction("deposit", options, world, async (acting) => {
    const { client } = acting;
    if (client.dialect !== "organization") {
      return {
        outcome: "unsupported",
        message: "The merchant API cannot make deposits. Nothing was requested.",
        next: "Pay in through the 4pay dashboard.",
        details: {},
      };
    }
    return deposit(options, world, acting, client);
  });
}

async function deposit(
  options: DepositOptions,
  world: ActionWorld,
  acting: Acting,
  client: OrganizationClient,
): Promise<Outcome> {
  const { currency } = options;
  const call = { signal: world.signal };
  if ((options.wallet === undefined) !== options.main) {
    throw new FourpayError("input_invalid", "Give either --wallet or --main (the organization's main balance).");
  }
  const wallet = options.wallet === undefined ? undefined : await walletOf(client, options.wallet, call.signal);
  if (wallet !== undefined && wallet.status !== "active") {
    throw new FourpayError("refused", `The wallet ${shownName(wallet)} is ${presentable(wallet.status)}, not active.`);
  }
  await refuseRepeated(client, options, world);
  await confirm(planOf(currency, wallet), "yes", options, world);
  const before = new Set((await collect(client.deposits.list(call))).map(({ id }) => id));

  const order = { currency, ...(wallet !== undefined && { walletId: wallet.id }) };
  // A request on its way is not called back by Ctrl-C: with its answer the address comes home.
  const sent = await sendOnce(() => client.deposits.create(order, { beginSignal: world.signal }));
  const about = { wallet: wallet === undefined ? "main balance" : { id: wallet.id, name: wallet.name }, currency };
  if ("answer" in sent) {
    const { id, paymentAddress = await addressOf(client, id) } = sent.answer;
    return {
      outcome: "done",
      message: "The deposit was made. Pay to its address, once.",
      details: { ...about, deposit: id, address: paymentAddress ?? "not assigned yet: look at the deposit" },
    };
  }
  world.report("The reply was lost; looking whether the deposit was made.");
  const isNew = (made: Deposit) => !before.has(made.id) && sameText(made.currency, currency);
  const seen = await watch(
    acting,
    world,
    "the deposit to show in the list",
    async () => (await collect(client.deposits.list(call))).filter(isNew),
    (made) => made.length > 0,
  );
  return found(client, seen ?? [], about);
}

async function found(
  client: OrganizationClient,
  made: readonly Deposit[],
  about: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const [one] = made;
  if (one !== undefined && made.length === 1) {
    return {
      outcome: "done",
      message: "The reply was lost, and exactly one new deposit of this currency is in the list.",
      next: "The API does not show which wallet a deposit credits. If somebody else may have made one in the same minute, compare it in the 4pay dashboard before you pay.",
      details: { ...about, deposit: one.id, address: (await addressOf(client, one.id)) ?? "look at the deposit" },
    };
  }
  return {
    outcome: "unknown",
    message:
      one === undefined
        ? "The reply was lost, and no new deposit showed in time. Nothing was sent again."
        : `The reply was lost, and ${made.length} new deposits are in the list: others made some, too.`,
    next: "Look at Deposits in the 4pay dashboard before you repeat it. An address nobody pays to costs nothing.",
    code: "outcome_unknown",
    details: { ...about, deposits: made.length > 0 ? made.map(({ id }) => id) : undefined },
  };
}

/** The deposit is there; not to know its address yet, whatever the reason, is no reason to doubt that. */
function addressOf(client: OrganizationClient, id: string): Promise<string | undefined> {
  return client.deposits.get(id).then(
    ({ paymentAddress }) => paymentAddress,
    () => undefined,
  );
}

async function walletOf(client: OrganizationClient, wanted: string, signal: AbortSignal): Promise<Wallet> {
  const all = await collect(client.wallets.list({ signal }));
  return client.wallets.get(idOfNamed(all, wanted, { what: "wallet", option: "--wallet" }), { signal });
}

/** The API shows neither the wallet of a deposit nor a text of ours, so all that a repetition can be known by is currency and time. */
async function refuseRepeated(client: OrganizationClient, options: DepositOptions, world: ActionWorld): Promise<void> {
  if (options.again) return;
  const now = world.clock.now();
  const made = (await collect(client.deposits.list({ signal: world.signal }))).find(
    ({ currency, createdAt }) => sameText(currency, options.currency) && isRecent(createdAt, now, options.within),
  );
  if (made === undefined) return;
  throw new FourpayError(
    "refused",
    `A deposit of ${options.currency} was made within the last ${options.within} minutes: ${presentable(made.id)} (${presentable(made.status)}). Nothing was sent.`,
    { hint: "If this is not the same one run twice, add --again." },
  );
}

function planOf(currency: string, wallet: Wallet | undefined): string[] {
  const fee = wallet?.fees?.topUpsAllocation;
  const less =
    fee === undefined
      ? "a fee the API does not show"
      : "percent" in fee
        ? `a fee of ${fee.percent} %`
        : `a fee of ${fee.amount} ${fee.currency}`;
  return [
    `A new one-time address for ${currency} is made. No money moves by that.`,
    `What is paid to it is credited to ${wallet === undefined ? "the organization's main balance" : shownName(wallet)}, less ${less}.`,
    ...(wallet === undefined
      ? []
      : [`The wallet's balance is ${wallet.balance ?? "not shown"} ${wallet.currency ?? ""} until then.`]),
  ];
}
