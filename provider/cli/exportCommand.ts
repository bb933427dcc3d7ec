/** `fourpay export`: lists what exists, or writes it as a program and the file with which Pulumi takes it over. Only reads from the API. */
import { basename, resolve } from "node:path";
import type { CardIssuer } from "../api/port";
import { resolveSettings } from "../config";
import { createIssuer } from "../issuer";
import { isMarked } from "../lifecycle/naming";
import { FourpayError } from "../model/errors";
import { isGoneCard } from "../model/status";
import { cardProgram, type Files, fleetProgram } from "./export/code/program";
import { importFile, projectFiles } from "./export/code/project";
import { readme } from "./export/code/readme";
import type { Wanted } from "./export/filter";
import { planFleets } from "./export/fleets";
import { assertFree, writeFolder } from "./export/folder";
import { type InventoryFormat, inventory } from "./export/inventory";
import { type Existing, look } from "./export/look";
import { type Others, unmanaged } from "./export/managed";
import { slug } from "./export/names";
import { type Choices, type ManagedWallet, planExport } from "./export/plan";
import { providerOf } from "./export/providers";
import { passedOver, writtenLines } from "./export/report";
import { type CommandWorld, cliOf, settingSources } from "./world";

export interface ExportOptions extends Others {
  readonly list: boolean;
  readonly format: InventoryFormat;
  readonly as: "cards" | "fleet";
  readonly wallet: readonly string[];
  readonly status: readonly string[];
  readonly holder: readonly string[];
  readonly name: readonly string[];
  readonly project?: string;
  readonly stack: string;
  readonly settingsFrom?: string;
  readonly cwd: string;
  readonly wallets: "reference" | "manage";
  readonly provider: readonly string[];
  readonly holders: "manage" | "reference";
  readonly deletionPolicy: "close" | "freeze" | "retain";
  readonly protect: boolean;
  readonly force: boolean;
}

export interface ExportWorld extends CommandWorld {
  /** What the exported program asks npm for. */
  readonly dependency: string;
}

const NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;

/** Answers the exit code: 0 done, 2 done, but some cards could not be declared. */
export async function runExport(folder: string, options: ExportOptions, world: ExportWorld): Promise<number> {
  const { stack, settingsFrom, cwd } = options;
  const project = options.project ?? (slug(basename(resolve(folder))) || "cards");
  assertUsable(options, project);
  if (!options.list) await assertFree(folder, options.force);
  const cli = cliOf(cwd, world);
  const settings = resolveSettings(await settingSources(settingsFrom, world, cli));
  const issuer = createIssuer(settings);
  const looking = { issuer, signal: world.signal, progress: world.report };
  const seen = await look(looking, wantedBy(options));
  const { existing, elsewhere } = await unmanaged(seen, options, cli, issuer.tenant);
  if (options.list) {
    world.write(inventory(existing, options.format));
    return 0;
  }
  const choices: Choices = {
    manageHolders: options.holders === "manage",
    ...(options.deletionPolicy === "close" ? {} : { deletionPolicy: options.deletionPolicy }),
    ...(options.wallets === "manage"
      ? { managedWallets: await walletsInFull(issuer, existing, options, world.signal) }
      : {}),
  };
  const home = { issuer, namespace: settings.namespace, project, stack };
  const plan = planExport(home, existing, choices);
  if (plan.cards.length === 0) throw nothingFound(existing, plan.left.length, elsewhere.length);
  const { protect, deletionPolicy } = options;
  const unread = unreadOf(issuer);
  const fleets = options.as === "fleet" ? planFleets(home, plan, choices) : undefined;
  const program = { choices, protect, unread };
  const marked = plan.cards.filter(({ card }) => isMarked(card.name)).length;
  const about = { project, stack, settings, protect, deletionPolicy, fleet: fleets !== undefined, marked, unread };
  const resources = [
    ...plan.wallets.flatMap((wallet) => wallet.managed?.resource ?? []),
    // A fleet declares its people itself.
    ...(fleets === undefined ? [...plan.holders, ...plan.cards] : fleets).map(({ resource }) => resource),
  ];
  const files: Files = new Map([
    ...projectFiles({ project, stack, settings, dependency: world.dependency }),
    ...(fleets === undefined ? cardProgram(plan, program) : fleetProgram(plan, fleets, program)),
    ["import.json", importFile(resources)],
    ["README.md", readme(plan, about)],
  ]);
  const aside = await writeFolder(folder, files, { force: options.force, signal: world.signal });
  const written = { folder, aside, stack, protect, deletionPolicy, fleets: fleets?.length, marked, unread };
  const others = passedOver(existing.otherStatuses);
  world.write(`${writtenLines(plan, { ...written, passedOver: others, elsewhere: elsewhere.length }).join("\n")}\n`);
  return plan.left.some(({ kind }) => kind === "card") ? 2 : 0;
}

function wantedBy({ wallet, status, holder, name }: ExportOptions): Wanted {
  return { wallets: wallet, statuses: status, holders: holder, names: name };
}

function assertUsable({ list, status, stack }: ExportOptions, project: string): void {
  for (const [option, value] of [
    ["--project", project],
    ["--stack", stack],
  ] as const) {
    if (!NAME.test(value))
      throw new FourpayError("input_invalid", `${option}: letters, digits, dashes, dots and underscores are allowed.`);
  }
  if (!list && status.some(isGoneCard)) {
    throw new FourpayError(
      "input_invalid",
      "--status: a card that is closed, or never came to be, cannot be declared.",
      {
        hint: "`fourpay export --list --status closed` shows such cards.",
      },
    );
  }
}

/** With what each was made from, where the dialect makes wallets. */
async function walletsInFull(
  issuer: CardIssuer,
  { wallets, cards }: Existing,
  { provider }: ExportOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ManagedWallet>> {
  const { managesWallets } = issuer.capabilities;
  const providers = managesWallets ? await issuer.listWalletProviders({ signal }) : [];
  const found = new Map<string, ManagedWallet>();
  const inUse = new Set(cards.map(({ walletId }) => walletId));
  for (const { id } of wallets.filter((wallet) => inUse.has(wallet.id))) {
    const wallet = await issuer.getWallet(id, { signal });
    found.set(id, managesWallets ? { wallet, providerId: providerOf(wallet, providers, provider) } : { wallet });
  }
  return found;
}

/** Said in the program as well: who reads it must not take silence for absence. */
function unreadOf({ capabilities }: CardIssuer): string[] {
  return [
    "The API does not show the BIN a card was issued from: what this program says nothing about stays as it is.",
    ...(capabilities.showsLimits
      ? []
      : [
          `The ${capabilities.dialect} API does not show limits and cannot change them: each card keeps the limits it has.`,
          "Limits can be declared for a card together with `reissue`, which issues a new one.",
        ]),
  ];
}

function nothingFound({ otherStatuses }: Existing, left: number, elsewhere: number): FourpayError {
  const others = passedOver(otherStatuses);
  const passed = others === undefined ? "" : ` (passed over: ${others})`;
  const odd = left === 0 ? "" : ` ${left} were found that no program can declare.`;
  const known = elsewhere === 0 ? "" : ` ${elsewhere} are in the states given.`;
  return new FourpayError("input_invalid", `There is no card to export${passed}.${odd}${known} Nothing was written.`, {
    hint: "`fourpay export --list` shows what there is; --status asks for cards of other statuses.",
  });
}
