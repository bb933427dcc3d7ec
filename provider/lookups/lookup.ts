/** A lookup as the ecosystem knows it: a promise of plain values, or an output that waits for its inputs and stays unknown with them. */
import * as pulumi from "@pulumi/pulumi";
import { FourpayError } from "../model/errors";
import { errorInProgram } from "../model/programError";
import { PROVIDER_SETTINGS } from "../model/providerSettings";
import type { ArgsOf, LookupName, OutputArgsOf, ResultOf } from "./args";
import { idsOf, isKnown, resourcesOf } from "./outputs";

type Stated = Readonly<Record<string, pulumi.Input<string>>>;
type Plain = Readonly<Record<string, string>>;

export async function lookup<N extends LookupName>(
  name: N,
  args: ArgsOf<N>,
  opts: pulumi.InvokeOptions = {},
): Promise<ResultOf<N>> {
  const run = currentRun();
  const stated = statedBy(name, opts);
  if (stated !== undefined && !(await isKnown(stated))) {
    throw errorInProgram(
      new FourpayError("config_missing", `${name}: the provider's settings are not known in this preview.`, {
        hint: `Use ${name}Output, which is unknown then, too.`,
      }),
    );
  }
  const settings = stated && (await new Promise<Plain>((resolve) => void stated.apply(resolve)));
  const { perform } = await import("./perform.js");
  return perform(name, args, { run, stated: settings, after: [] });
}

export function lookupOutput<N extends LookupName>(
  name: N,
  args: OutputArgsOf<N>,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<ResultOf<N>> {
  const run = currentRun();
  const given: pulumi.Output<unknown> = pulumi.output<unknown>(args);
  const first = Promise.all([resourcesOf(given), resourcesOf(pulumi.output<unknown>(opts.dependsOn ?? []))]);
  // The id of a resource that is yet to be created is unknown: then nothing can be asked about it, even if the arguments are known.
  const ids = pulumi.output(first.then((resources) => idsOf(resources.flat())));
  return pulumi
    .all([given, ids, statedBy(name, opts) ?? undefined])
    .apply(async ([plain, after, stated]): Promise<ResultOf<N>> => {
      const { perform } = await import("./perform.js");
      return perform(name, plain, { run, stated, after });
    }) as pulumi.Output<ResultOf<N>>;
}

const outsideOfRuns = {};

/** One stack resource per run, also where one process runs several programs. */
function currentRun(): object {
  return pulumi.runtime.getStackResource() ?? outsideOfRuns;
}

/** Any type of ours would do: the provider is that of the package they belong to. */
const TYPE = "pulumi-nodejs:dynamic/fourpay:Card";

/** What the explicit provider states, if there is one. Not secret as a whole: what is looked up with a key is not the key. */
function statedBy(name: string, { provider, parent }: pulumi.InvokeOptions): pulumi.Output<Plain> | undefined {
  const explicit = provider ?? parent?.getProvider(TYPE);
  if (explicit === undefined) return undefined;
  const stated = (explicit as { readonly [PROVIDER_SETTINGS]?: Stated })[PROVIDER_SETTINGS];
  if (stated !== undefined) return pulumi.unsecret(pulumi.output(stated)) as pulumi.Output<Plain>;
  throw errorInProgram(
    new FourpayError("config_invalid", `${name}: the provider is not a fourpay.Provider.`, {
      hint: 'Make it with new fourpay.Provider("eu", { … }).',
    }),
  );
}
