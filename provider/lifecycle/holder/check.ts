/** Holder inputs: validated and normalised; what the API has no way to do is refused here, in a sentence, before any request. */
import { holderInputs } from "../../model/inputs/holder";
import { sameText } from "../../model/text";
import { isUnknown } from "../../model/unknown";
import { type Failure, failure, type Raw, validate } from "../../model/validate";
import { autoName, isAutoName } from "../naming";
import type { CheckContext, Checked } from "../operation";

export const HOLDER_ID_MAX = 50;

export function checkHolder(context: CheckContext, olds: Raw, news: Raw): Checked {
  const failures = [...validate(holderInputs, news), ...dialectFailures(context, olds, news)];
  if (failures.length > 0) return { inputs: news, failures };
  const inputs = normalised(context, olds, news);
  const refused = replacementFailures(olds, inputs);
  return refused.length > 0 ? { inputs: news, failures: refused } : { inputs, failures: [] };
}

/** What this dialect cannot do with a person. */
export function dialectFailures({ issuer }: CheckContext, olds: Raw, news: Raw): Failure[] {
  const { capabilities } = issuer;
  const failures: Failure[] = [];
  if (capabilities.holdersNeedAccount && news.accountId === undefined) {
    failures.push(failure("accountId", `is required: the ${capabilities.dialect} API creates people under an account`));
  }
  if (!capabilities.holdersNeedAccount && news.accountId !== undefined) {
    failures.push(
      failure("accountId", `is not allowed: people of the ${capabilities.dialect} API belong to no account`),
    );
  }
  if (!capabilities.updatesHolders) {
    for (const key of ["firstName", "lastName", "email", "phone"]) {
      if (olds[key] !== undefined && !isUnknown(news[key]) && olds[key] !== news[key]) {
        failures.push(
          failure(
            key,
            `cannot be changed: the ${capabilities.dialect} API has no way to update a holder; declare a new holder with another e-mail`,
          ),
        );
      }
    }
  } else if (olds.phone !== undefined && news.phone === undefined) {
    failures.push(failure("phone", "cannot be removed: the API has no way to clear it; keep it or give another"));
  }
  return failures;
}

/** People cannot be deleted and e-mails stay unique, so a new id with the old e-mail could only clash. */
function replacementFailures(olds: Raw, inputs: Raw): Failure[] {
  const before = olds.cardOwnerId;
  if (before === undefined || isUnknown(inputs.cardOwnerId) || before === inputs.cardOwnerId) return [];
  // The API keeps e-mails unique without regard to case.
  if (isUnknown(inputs.email) || !sameText(olds.email, inputs.email)) return [];
  return [
    failure(
      "cardOwnerId",
      "cannot change while the e-mail stays: the API keeps the old holder and its e-mail for ever; give another e-mail too, or keep the id",
    ),
  ];
}

function normalised({ namespace }: CheckContext, olds: Raw, news: Raw): Raw {
  const inputs: Record<string, unknown> = { ...news };
  const urn = olds.resourceUrn ?? news.resourceUrn;
  if (urn !== undefined) inputs.resourceUrn = urn;
  inputs.cardOwnerId =
    news.cardOwnerId ??
    (isAutoName(olds.cardOwnerId, olds.resourceUrn, HOLDER_ID_MAX)
      ? olds.cardOwnerId
      : autoHolderId(namespace, urn as string));
  return inputs;
}

/** The id a holder of this declaration gets. */
export function autoHolderId(namespace: string, urn: string): ReturnType<typeof autoName> {
  return autoName({ namespace, urn, identity: {} }, HOLDER_ID_MAX);
}
