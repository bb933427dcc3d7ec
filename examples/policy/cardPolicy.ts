/** Makes a policy of a rule: settings from the configuration, a message for each card, exceptions by key. */
import type { EnforcementLevel, PolicyConfigSchema, ResourceValidationPolicy } from "@pulumi/policy";
import { type DeclaredCard, declaredCards } from "./cards";

/** The JSON schema of one setting. */
type SettingSchema = PolicyConfigSchema["properties"][string];

interface CardPolicy<Settings> {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel?: EnforcementLevel;
  readonly settings: { readonly [K in keyof Settings]: SettingSchema & { default: Settings[K] & {} } };
  readonly rule: (card: DeclaredCard, settings: Settings, stack: string) => string[];
}

const except: SettingSchema & { default: string[] } = {
  description: "Cards the rule does not apply to: the name of a Card, or fleet/key.",
  type: "array",
  items: { type: "string" },
  default: [],
};

export function cardPolicy<Settings extends object>({
  name,
  description,
  enforcementLevel = "mandatory",
  settings,
  rule,
}: CardPolicy<Settings>): ResourceValidationPolicy {
  const properties: Record<string, SettingSchema> = { ...settings, except };
  const defaults = Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, schema.default]));
  return {
    name,
    description,
    enforcementLevel,
    configSchema: { properties },
    validateResource(resource, report) {
      const config = { ...defaults, ...resource.getConfig<object>() } as Settings & { except: string[] };
      const stack = resource.urn.split(":")[2] ?? "";
      let unknown: unknown;
      for (const card of declaredCards(resource)) {
        if (config.except.includes(card.key)) continue;
        try {
          for (const problem of rule(card, config, stack)) report(`Card "${card.key}": ${problem}`);
        } catch (error) {
          // A value that is not known yet. The other cards are judged all the same; the library tells of this one.
          unknown ??= error;
        }
      }
      if (unknown !== undefined) throw unknown;
    },
  };
}
