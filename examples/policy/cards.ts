/** The cards a resource declares: the one of a `Card`, or all of a `CardFleet` with the fleet's defaults put in. */

export interface DeclaredResource {
  readonly type: string;
  readonly name: string;
  readonly props: Raw;
}

export type Raw = Readonly<Record<string, unknown>>;

/**
 * A card as declared. Values are asked for one by one: in a preview some are not known yet, and the policy library stops a rule that
 * asks for one of those, but no other.
 */
export interface DeclaredCard {
  /** The name of the `Card`, or `fleet/key`. */
  readonly key: string;
  stated(property: string): unknown;
  limits(): Readonly<Record<string, string>>;
  walletId(): string;
}

const TYPE = "pulumi-nodejs:dynamic/fourpay:";

export function isOurs({ type }: DeclaredResource): boolean {
  return type.startsWith(TYPE);
}

export function declaredCards({ type, name, props }: DeclaredResource): DeclaredCard[] {
  if (type === `${TYPE}Card`) return [cardOf(name, props, () => props, {})];
  if (type !== `${TYPE}CardFleet`) return [];
  const cards = asRecord(props.cards);
  return Object.keys(cards).map((key) =>
    cardOf(`${name}/${key}`, props, () => asRecord(cards[key]), asRecord(props.defaults)),
  );
}

function cardOf(key: string, resource: Raw, own: () => Raw, defaults: Raw): DeclaredCard {
  return {
    key,
    stated: (property) => own()[property] ?? defaults[property],
    limits: () => {
      const limits = { ...asRecord(defaults.limits), ...asRecord(own().limits) };
      return Object.fromEntries(Object.entries(limits).map(([period, limit]) => [period, String(limit)]));
    },
    walletId: () => String(resource.walletId).toLowerCase(),
  };
}

export function asRecord(value: unknown): Raw {
  return typeof value === "object" && value !== null ? (value as Raw) : {};
}
