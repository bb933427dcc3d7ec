/** The webhook configuration: one per tenant. It is never taken from somebody else without `adopt`, and its secret is never shown. */
import type { NewWebhookConfig, WebhookConfig, WebhookPort } from "../../api/port";
import { defined } from "../../model/defined";
import { FourpayError, isFourpayError } from "../../model/errors";
import { type WebhookInputs, webhookInputs } from "../../model/inputs/webhook";
import { Secret } from "../../model/secret";
import { failure, type Raw, validate } from "../../model/validate";
import { DONE, pending } from "../../wait/conditions";
import { applyChange, SETTLE_MS, windowIsOver, writing } from "../apply";
import {
  echoedInputs,
  type Lifecycle,
  type Operation,
  PartialFailure,
  type ReadResult,
  recordedTenant,
  type State,
  unfinishedChange,
  unfinishedSteps,
} from "../operation";

/** There is one per tenant, so its id says no more than that. */
const ID = "webhook-config";
const OUTPUTS = ["secretSet"] as const;

export const webhookLifecycle: Lifecycle = {
  kind: "webhook",
  secretInputs: ["secret"],
  timeoutsSeconds: { create: 120, update: 120, delete: 120 },

  check({ issuer }, olds, news) {
    const failures =
      issuer.webhooks !== undefined
        ? validate(webhookInputs, news)
        : [failure("url", `is not possible: the ${issuer.capabilities.dialect} API has no webhooks`)];
    const urn = olds.resourceUrn ?? news.resourceUrn;
    return { inputs: urn === undefined ? news : { ...news, resourceUrn: urn }, failures };
  },

  diff(run, id, olds, news) {
    run.own(id, String(news.resourceUrn ?? ""));
    return { replaces: [], ...unfinishedChange(olds) };
  },

  async create(operation, inputs) {
    const declared = inputs as WebhookInputs;
    const claimant = operation.run.claim("webhook", ID, operation.urn);
    if (claimant !== operation.urn) {
      throw new FourpayError(
        "name_taken",
        `Another resource of this program (${claimant}) already declares the webhook configuration; there is only one.`,
        {
          hint: "Declare it once.",
        },
      );
    }
    const existing = await webhooks(operation).get(operation);
    if (existing !== undefined && declared.adopt !== true && !sameTarget(existing, declared)) {
      throw new FourpayError(
        "name_taken",
        "A webhook configuration with another address is already set. It was not changed.",
        {
          hint: "Set `adopt: true` to take it over; its address, events and secret are then replaced by the declared ones.",
        },
      );
    }
    operation.run.created(ID, operation.urn);
    return { id: ID, state: await put(operation, inputs) };
  },

  async update(operation, id, olds, news) {
    operation.run.own(id, operation.urn);
    return (await arrivedMeanwhile(operation, olds, news)) ?? put(operation, news, olds);
  },

  async read(operation, _id, state): Promise<ReadResult> {
    const config = await webhooks(operation).get(operation);
    if (config === undefined) return { gone: true };
    const inputs = liveInputs(echoedInputs(state, OUTPUTS), config);
    return { gone: false, inputs, state: webhookState(operation, inputs, config, unfinishedSteps(state)) };
  },

  async delete(operation, id, state) {
    if (operation.run.isCurrent(id)) {
      operation.note(
        "warning",
        "The webhook configuration still stands for a declared resource, so it stays as it is.",
      );
      return;
    }
    const existing = await webhooks(operation).get(operation);
    if (existing === undefined) return;
    if (!sameTarget(existing, state as WebhookInputs)) {
      operation.note(
        "warning",
        "The webhook configuration now has another address: somebody else's. It was not removed.",
      );
      return;
    }
    operation.progress("removing the webhook configuration");
    try {
      await applyChange(operation, {
        what: "the webhook configuration to be gone",
        send: () => webhooks(operation).remove(writing(operation)),
        observe: (signal) => webhooks(operation).get({ ...operation, signal }),
        judge: (seen) => (seen === undefined ? DONE : pending("still set")),
        withinMs: SETTLE_MS,
      });
    } catch (error) {
      if (!windowIsOver(operation, error)) throw error;
      throw notApplied("The API accepted the removal of the webhook configuration but still shows it.", error);
    }
  },
};

function webhooks({ issuer }: Operation): WebhookPort {
  if (issuer.webhooks !== undefined) return issuer.webhooks;
  throw new FourpayError("refused", `The ${issuer.capabilities.dialect} API has no webhooks.`);
}

/** The whole configuration is sent every time: what a PUT does to what it does not name is not documented. */
async function put(operation: Operation, inputs: Raw, before?: State): Promise<State> {
  const wanted = wantedBy(inputs);
  operation.progress("setting the webhook configuration");
  let accepted = false;
  try {
    const config = await applyChange<WebhookConfig | undefined>(operation, {
      what: "the webhook configuration to show",
      send: async () => {
        await webhooks(operation).put(wanted, writing(operation));
        accepted = true;
      },
      observe: (signal) => webhooks(operation).get({ ...operation, signal }),
      judge: (seen) => (seen !== undefined && shows(seen, wanted) ? DONE : pending("old values")),
      withinMs: SETTLE_MS,
    });
    return webhookState(operation, inputs, config);
  } catch (error) {
    if (!accepted && !isFourpayError(error, ...PERHAPS_SET)) throw error;
    // It may be in force: recorded, so that it can be seen through, changed back or removed.
    const known = before === undefined ? inputs : echoedInputs(before, OUTPUTS);
    const reason = windowIsOver(operation, error)
      ? notApplied("The API accepted the webhook configuration but does not show it.", error)
      : error;
    throw new PartialFailure(ID, webhookState(operation, known, undefined, [UNFINISHED]), reason);
  }
}

function notApplied(what: string, cause: FourpayError): FourpayError {
  return new FourpayError("not_applied", what, { hint: "Run the same command again to try once more.", cause });
}

const UNFINISHED = "config";
const PERHAPS_SET = ["outcome_unknown", "wait_timeout", "cancelled"] as const;

function wantedBy(inputs: Raw): NewWebhookConfig {
  const { url, active = true, secret, eventTypes } = inputs as WebhookInputs;
  return defined({ url, active, secret: secret === undefined ? undefined : new Secret(secret), eventTypes });
}

/** What an earlier run sent without seeing it through may be there by now. With a secret it is set again: nobody can see which one is stored. */
async function arrivedMeanwhile(operation: Operation, olds: State, news: Raw): Promise<State | undefined> {
  if (unfinishedSteps(olds).length === 0 || news.secret !== undefined || olds.secret !== undefined) return undefined;
  const config = await webhooks(operation).get(operation);
  return config !== undefined && shows(config, wantedBy(news)) ? webhookState(operation, news, config) : undefined;
}

function shows(seen: WebhookConfig, wanted: NewWebhookConfig): boolean {
  return (
    seen.url === wanted.url &&
    (seen.active ?? true) === wanted.active &&
    sameEvents(seen.eventTypes, wanted.eventTypes) &&
    (wanted.secret === undefined || seen.secretSet !== false)
  );
}

function sameTarget(existing: WebhookConfig, declared: Pick<WebhookInputs, "url">): boolean {
  return existing.url === declared.url;
}

function sameEvents(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((event) => b.includes(event));
}

function webhookState(
  operation: Operation,
  inputs: Raw,
  config: WebhookConfig | undefined,
  unfinished: readonly string[] = [],
): State {
  return {
    ...inputs,
    ...recordedTenant(operation.issuer.tenant),
    ...(config?.secretSet === undefined ? {} : { secretSet: config.secretSet }),
    ...(unfinished.length === 0 ? {} : { unfinished: [...unfinished] }),
  };
}

/** Another secret behind the same address cannot be seen; a secret that is gone can. */
function liveInputs(declared: Raw, config: WebhookConfig): Raw {
  const inputs: Record<string, unknown> = { ...declared, url: config.url };
  if (config.active !== undefined && (declared.active !== undefined || !config.active)) inputs.active = config.active;
  if (!sameEvents(declared.eventTypes as string[] | undefined, config.eventTypes)) {
    if (config.eventTypes === undefined) delete inputs.eventTypes;
    else inputs.eventTypes = [...config.eventTypes];
  }
  if (config.secretSet === false) delete inputs.secret;
  return inputs;
}
