/** The wallet's lifecycle, put together. */
import type { Fees, Wallet } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { FEE_KINDS } from "../../model/fees";
import { isFailedWallet } from "../../model/status";
import { knownEqual } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { orAbsent } from "../apply";
import {
  echoedInputs,
  type Lifecycle,
  type Operation,
  PartialFailure,
  type ReadResult,
  type State,
  unfinishedChange,
  unfinishedSteps,
} from "../operation";
import { checkWallet } from "./check";
import { ensureWallet } from "./create";
import { deleteWallet, observeWallet } from "./delete";
import { type DeclaredWallet, declaredWallet, WALLET_OUTPUTS, walletState } from "./inputs";
import { runWalletSteps, sameFee, WALLET_ASPECTS, type WalletAspect } from "./steps";

export const walletLifecycle: Lifecycle = {
  kind: "wallet",
  timeoutsSeconds: { create: 600, update: 300, delete: 300 },
  check: checkWallet,
  delete: deleteWallet,

  /** Nothing replaces a wallet: what cannot change is refused in `check`. One that never came to be is made anew. */
  diff(run, id, olds, news) {
    const replaces = typeof olds.status === "string" && olds.status === "creating_failed" ? ["status"] : [];
    if (replaces.length === 0) run.own(id, String(news.resourceUrn ?? ""));
    return { replaces, ...unfinishedChange(olds) };
  },

  async create(operation, inputs) {
    const declared = declaredWallet(inputs);
    if (!operation.issuer.capabilities.managesWallets) return bound(operation, declared, inputs);
    const { id, ours, fresh, detailsSent } = await ensureWallet(operation, declared, inputs);
    const active = declared.active ?? (ours ? true : undefined);
    const plan = { id, declared, inputs, detailsSent, fresh, aspects: new Set(WALLET_ASPECTS) };
    return { id, state: await runWalletSteps(operation, active === undefined ? plan : { ...plan, active }) };
  },

  async update(operation, id, olds, news) {
    operation.run.own(id, operation.urn);
    const declared = declaredWallet(news);
    const wallet = await orAbsent(operation.issuer.getWallet(id, operation));
    if (wallet === undefined && !unfinishedSteps(olds).includes("created")) {
      const reason = new FourpayError("not_found", `The API does not find the wallet ${id}. Nothing was changed.`, {
        hint: "Run `pulumi refresh` to find out whether it is gone, then `pulumi up`.",
      });
      throw new PartialFailure(id, olds, reason);
    }
    if (!operation.issuer.capabilities.managesWallets) return walletState(operation, news, { wallet, before: olds });
    const resumed = unfinishedSteps(olds).includes("created");
    const active = declared.active ?? (resumed ? true : undefined);
    const plan = {
      id,
      declared,
      inputs: news,
      detailsSent: false,
      fresh: false,
      aspects: changedAspects(olds, news),
      before: olds,
    };
    return runWalletSteps(operation, active === undefined ? plan : { ...plan, active });
  },

  async read(operation, id, state): Promise<ReadResult> {
    const wallet = await observeWallet(operation, id);
    if (wallet === undefined || wallet.status === "creating_failed") return { gone: true };
    if (isFailedWallet(wallet.status)) operation.note("warning", `The wallet ${id} reports ${wallet.status}.`);
    const inputs = liveInputs(echoedInputs(state, WALLET_OUTPUTS), wallet);
    return {
      gone: false,
      inputs,
      state: walletState(operation, inputs, { wallet, before: state, unfinished: unfinishedSteps(state) }),
    };
  },
};

/** Where wallets are read-only, the declaration stands for an existing account: it is verified, never changed. */
async function bound(operation: Operation, declared: DeclaredWallet, inputs: Raw) {
  const id = declared.accountId ?? "";
  const wallet = await operation.issuer.getWallet(id, operation);
  operation.run.created(id, operation.urn);
  return { id, state: walletState(operation, inputs, { wallet }) };
}

function changedAspects(olds: State, news: Raw): Set<WalletAspect> {
  const unfinished = unfinishedSteps(olds);
  return new Set(
    WALLET_ASPECTS.filter(
      (aspect) =>
        unfinished.includes(aspect) ||
        (aspect !== "created" && news[aspect] !== undefined && !knownEqual(olds[aspect], news[aspect])),
    ),
  );
}

/** Only declared properties; what the API does not show keeps its recorded value. */
function liveInputs(declared: Raw, wallet: Wallet): Raw {
  const inputs: Record<string, unknown> = { ...declared };
  if (declared.name !== undefined && wallet.name !== undefined) inputs.name = wallet.name;
  if (typeof declared.active === "boolean" && (wallet.status === "active" || wallet.status === "inactive")) {
    inputs.active = wallet.status === "active";
  }
  if (declared.fees !== undefined) inputs.fees = liveFees(declared.fees as Fees, wallet);
  return inputs;
}

function liveFees(declared: Fees, wallet: Wallet): Fees {
  return Object.fromEntries(
    FEE_KINDS.flatMap((kind) => {
      const want = declared[kind];
      if (want === undefined) return [];
      const seen = wallet.fees?.[kind];
      if (seen === undefined || sameFee(want, seen)) return [[kind, want]];
      const { inherited: _, ...fee } = seen;
      return [[kind, fee]];
    }),
  );
}
