/** What the SDK knows of an output besides its value: whether it is known, and which resources it comes from. */
import * as pulumi from "@pulumi/pulumi";

/** Not part of the SDK's declared types, but what its own invokes rely on. */
interface Inner {
  readonly isKnown: Promise<boolean>;
  readonly allResources: () => Promise<Set<pulumi.Resource>>;
  readonly promise: () => Promise<unknown>;
}

function inner(output: pulumi.Output<unknown>): Inner {
  return output as unknown as Inner;
}

export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return inner(output).isKnown;
}

/** Those an output depends on, and those it consists of. */
export async function resourcesOf(output: pulumi.Output<unknown>): Promise<pulumi.Resource[]> {
  const [sources, value] = await Promise.all([inner(output).allResources(), inner(output).promise()]);
  const named = Array.isArray(value) ? value : [value];
  return [...sources, ...named.filter((item) => pulumi.Resource.isInstance(item))];
}

/** The ids of the resources; of a component, those of what is in it. */
export function idsOf(resources: readonly pulumi.Resource[]): pulumi.Output<string>[] {
  const ids = new Map<pulumi.Resource, pulumi.Output<string>>();
  const seen = new Set<pulumi.Resource>();
  const visit = (resource: pulumi.Resource) => {
    if (seen.has(resource)) return;
    seen.add(resource);
    if (pulumi.CustomResource.isInstance(resource)) ids.set(resource, resource.id);
    else for (const child of childrenOf(resource)) visit(child);
  };
  resources.forEach(visit);
  // A resource that only stands for one of another program has no id.
  return [...ids.values()].filter((id) => id !== undefined);
}

function childrenOf(resource: pulumi.Resource): Iterable<pulumi.Resource> {
  return (resource as { readonly __childResources?: Set<pulumi.Resource> }).__childResources ?? [];
}
