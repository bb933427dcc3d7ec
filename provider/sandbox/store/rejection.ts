// Why the store refused something, in neutral words; each dialect turns it into its own status and body.

/**
 * - `unknown`: the object itself does not exist
 * - `invalid`: a field has a value that cannot be accepted; `field` names it
 * - `clash`: a value that must be unique is taken; `field` names it
 * - `state`: the object is in a state that does not allow this
 * - `funds`: not enough money available
 */
type RejectionKind = "unknown" | "invalid" | "clash" | "state" | "funds";

export class SandboxRejection extends Error {
  override readonly name = "SandboxRejection";

  constructor(
    readonly kind: RejectionKind,
    message: string,
    readonly field: readonly (string | number)[] = [],
    readonly input?: unknown,
  ) {
    super(message);
  }
}

export function unknownObject(what: string): SandboxRejection {
  return new SandboxRejection("unknown", `${what} not found`);
}
