/** What each stable code means, why it happens and what to do: `fourpay explain` prints it, `docs/errors.md` is made from it. */
import type { ErrorCode } from "./errors";

export interface ErrorAdvice {
  /** What happened, and what is true on the remote side now. */
  readonly meaning: string;
  readonly causes: readonly string[];
  /** The first thing to try comes first. */
  readonly cures: readonly string[];
}

const UP_AGAIN = "Run `pulumi up` again: it looks at what exists first and goes on from there.";

export const ERROR_GUIDE: Readonly<Record<ErrorCode, ErrorAdvice>> = {
  input_invalid: {
    meaning:
      "A declared value is not allowed. Nothing was asked of the API; no value is repeated in the message, because it may be a secret.",
    causes: [
      "A property has another form than it must have, two properties exclude each other, or a file has a wrong cell.",
    ],
    cures: ["The message names the property (in files: row and column) and what is allowed. Correct it there."],
  },
  config_missing: {
    meaning: "A setting that every request needs is not set. Nothing was asked of the API.",
    causes: [
      "A new stack, a CI job without its secret, or an explicit `Provider` that states some settings but not all.",
    ],
    cures: [
      "`pulumi config set fourpay:organizationId <id>` and `pulumi config set --secret fourpay:apiKey <key>`, or FOURPAY_ORGANIZATION_ID and FOURPAY_API_KEY in the environment.",
      "`fourpay doctor` shows which settings are found, and where.",
    ],
  },
  config_invalid: {
    meaning: "A setting has a value that cannot be used. Nothing was asked of the API.",
    causes: [
      "A misspelt dialect, plain http to another machine, a number that is none, a setting of the other dialect.",
    ],
    cures: [
      "The message names the setting and what is allowed; for credentials the environment wins, for all else the stack's configuration.",
    ],
  },
  not_installed: {
    meaning: "The program loads pulumi-fourpay, but the provider process would not find it from the program's folder.",
    causes: [
      "A bundle that swallowed the package, a strict package manager without a direct dependency, `npx` without installing.",
    ],
    cures: ["`npm install pulumi-fourpay` in the folder of the program; when bundling, keep it external."],
  },
  tenant_mismatch: {
    meaning:
      "The state belongs to another tenant, dialect or address than the one configured. Nothing was asked of the API, so nothing looks gone.",
    causes: [
      "Another stack's credentials in the environment, a resource moved to another `Provider`, a changed baseUrl.",
    ],
    cures: [
      "Put the settings back that the message names.",
      "To move for good: declare new resources with the new provider, and let the old ones be destroyed with the old one.",
    ],
  },
  not_sent: {
    meaning:
      "The request certainly did not reach the API (no connection, no name, no certificate). Nothing was changed by it; what may be repeated was repeated already.",
    causes: ["Network, proxy, DNS, TLS, or a wrong fourpay:baseUrl."],
    cures: ["`fourpay doctor` tries the connection.", UP_AGAIN],
  },
  outcome_unknown: {
    meaning:
      "A write got no usable answer and its effect did not show within outcomeWindowSeconds. It may still be processed; it was not sent a second time.",
    causes: [
      "A lost reply, a 5xx to a write, an answer that cannot be understood, Ctrl-C while a write was on its way.",
    ],
    cures: [
      UP_AGAIN,
      "Where it happens often, raise fourpay:outcomeWindowSeconds: the API is slow to show what it did.",
      "After that `fourpay sweep --stack <name>` reports whatever was left over.",
    ],
  },
  unauthorized: {
    meaning: "The API does not accept the credential (401). Nothing was changed.",
    causes: ["A rotated, revoked or misspelt key; a key of the other dialect."],
    cures: [
      "Put the new key into FOURPAY_API_KEY (it wins over stack configuration, for `destroy` and `refresh` too) and run again. See docs/tasks/rotate-a-key.md.",
    ],
  },
  forbidden: {
    meaning: "The credential is known but may not do this (403). Nothing was changed.",
    causes: ["A key of another organization, a key without this permission, an organization that was restricted."],
    cures: [
      "Compare fourpay:organizationId with the dashboard (Settings > Organization); ask its owner for the permission.",
    ],
  },
  not_found: {
    meaning: "The API does not know the object the request names (404).",
    causes: ["A wrong id, an object of another tenant, or one that is gone."],
    cures: ["`pulumi refresh` finds what is gone; `fourpay export --list` shows what exists."],
  },
  rejected: {
    meaning:
      "The API refuses the request (another 4xx) and says why, field by field where it can. Nothing was changed by it.",
    causes: ["Too little money in the wallet, a value outside its range, a state that forbids the request."],
    cures: ["Correct what the message names; for money `fourpay deposit` or the dashboard.", UP_AGAIN],
  },
  rate_limited: {
    meaning: "The API kept asking for fewer requests (429) until the deadline. What was refused was not processed.",
    causes: ["Other runs or systems share the tenant's limit."],
    cures: ["Lower fourpay:maxRequestsPerSecond in each of them so that the sum fits.", UP_AGAIN],
  },
  server_error: {
    meaning: "The API failed on a read (5xx) and went on failing when asked again. Reads change nothing.",
    causes: ["A disturbance on the API's side."],
    cures: ["Wait, then run again. The message has the request's id for 4pay's support, where the API gave one."],
  },
  no_answer: {
    meaning: "A read got no complete answer, also when asked again. Reads change nothing.",
    causes: ["A slow or cut connection, something in between that holds answers back."],
    cures: ["`fourpay doctor` measures the connection; then run again."],
  },
  protocol_error: {
    meaning:
      "The API answered something that contradicts its documentation or itself. The run stopped before anything was built on it; the message names method and path.",
    causes: ["A portal or proxy in front of the API, a changed API, a disturbance."],
    cures: [
      "Check that fourpay:baseUrl leads to the API itself.",
      "`fourpay doctor --api` compares what this version relies on with the deployment (`merchant`).",
      "Otherwise report the message: it holds no secrets.",
    ],
  },
  wait_timeout: {
    meaning:
      "The object did not reach its state in time. It exists and is recorded; a timeout is never taken for success.",
    causes: ["Issuing takes longer than usual, a physical card was waited for, a status that is not known."],
    cures: [UP_AGAIN, 'Allow more time with `customTimeouts`, or `waitFor: "accepted"` for cards that take days.'],
  },
  failed_state: {
    meaning:
      "The object ended in a state it does not leave (`creating_failed`). It is not recorded and not taken over later.",
    causes: ["The issuer refused it: the holder's data, the BIN, the wallet's funds."],
    cures: [
      "Correct what the message says, if anything; the next `pulumi up` issues a new one.",
      "`fourpay doctor` counts failed leftovers.",
    ],
  },
  unexpected_state: {
    meaning:
      "The object is in a state that the wanted change does not start from: closed or blocked, say. What is known is recorded.",
    causes: ["Somebody changed it by hand while the run was going on, or before."],
    cures: ["`pulumi refresh`, then `pulumi preview`: a closed card is issued again, a blocked one needs `reissue`."],
  },
  cancelled: {
    meaning:
      "The run was stopped (Ctrl-C or its deadline) before this was begun or finished. What was reached is recorded.",
    causes: ["Ctrl-C, `pulumi cancel`, the CI job's time limit."],
    cures: [UP_AGAIN],
  },
  name_taken: {
    meaning:
      "Something live already has the declared name, and nothing says that it is this resource's. Nothing was issued or changed.",
    causes: ["An explicit name used twice, a card made by hand, a state that was lost."],
    cures: [
      'It is the same thing: `adopt: "<id>"` takes it over (the message shows the id), or import it (`fourpay export`).',
      "It is another: choose another `name`, or leave `name` out.",
    ],
  },
  holder_taken: {
    meaning:
      "A person with this e-mail (or id, or phone) exists and is not the declared one. Nothing was changed. The API keeps them unique for ever.",
    causes: ["The same person declared twice, made by hand, or by another stack."],
    cures: [
      "Use the existing person's id as `holderId`; or declare the same `cardOwnerId` and e-mail to take the person over; or use another e-mail.",
    ],
  },
  ambiguous: {
    meaning: "Several existing objects fit the declaration, so none was taken and none was made.",
    causes: ["Cards of one name, stacks of one name in two backends without `namespace`, earlier repairs by hand."],
    cures: ['`adopt: "<id>"` says which one; close the others, or give the second backend a fourpay:namespace.'],
  },
  adoption_mismatch: {
    meaning:
      "The object named by `adopt` is not what is declared (another wallet, holder or type, closed, or another resource's). It was not changed.",
    causes: ["A wrong id, or a declaration that differs in what cannot be changed."],
    cures: [
      "Declare what the object is (the message lists the differences), or take `adopt` away to issue a new card.",
    ],
  },
  limits_not_applied: {
    meaning:
      "The API accepted limits that the card does not show. The card is recorded as unfinished; it may allow more than declared.",
    causes: ["A limit outside the wallet's range, a delay beyond the settle window, another change at the same time."],
    cures: [
      UP_AGAIN,
      "If it stays: `frozen: true` until it is cleared up, and compare with the wallet's ranges (`getWalletLimits`).",
    ],
  },
  limit_not_removed: {
    meaning: "A limit that is no longer declared is still on the card. It restricts more than declared, never less.",
    causes: ["The API adds to limits rather than replacing them."],
    cures: ["Declare the limit again (any value), or change `reissue` to get a card without it."],
  },
  not_applied: {
    meaning: "The API accepted a change that the object does not show. It is recorded as unfinished.",
    causes: ["A delay beyond the settle window, or a rule of the API that is not documented."],
    cures: [UP_AGAIN],
  },
  live_cards_remain: {
    meaning: "The wallet still has live cards, so it was not deactivated.",
    causes: ["Cards outside of this program, or cards with `deletionPolicy` `retain` or `freeze`."],
    cures: ['Close them or move them (the message lists some), or give the wallet `deletionPolicy: "retain"`.'],
  },
  balance_stranded: {
    meaning: "The card is closed and still shows money. It can no longer be spent, nor taken back by us.",
    causes: ["A payment or refund arrived while the card was being closed."],
    cures: ["Give the card's id to 4pay's support. The next `pulumi destroy` lets go of the card."],
  },
  refused: {
    meaning:
      "This package does not do what was asked, because it would lose something or the dialect has no such thing. Nothing was changed.",
    causes: ["A change without a way back, more closures than `maxClosures`, a command that nobody can confirm."],
    cures: ["The message says what would be lost and how to ask for it on purpose."],
  },
  partial: {
    meaning: "Some cards of a fleet failed; all others are done and everything that exists is recorded.",
    causes: ["The errors of the single cards follow, the first twenty by key and the number of all."],
    cures: ["Look those codes up here, mend the causes.", UP_AGAIN],
  },
  internal: {
    meaning: "A mistake in pulumi-fourpay itself. What was known is recorded; nothing was sent twice.",
    causes: ["A case nobody thought of."],
    cures: ["Please report it with the message: it holds no secrets.", UP_AGAIN],
  },
};
