import { FourpayError } from "../../model/errors";

const HOW =
  "Make it with `pulumi preview --json --show-sames --show-replacement-steps > preview.json` and see that this succeeds, or with `pulumi stack export --file state.json` " +
  "for what stands now. Both forms of Pulumi 3.259 are understood: one document, and one event per line.";

/** The error for what cannot be read, with the way to make what can. */
export function unusable(label: string, why: string): FourpayError {
  return new FourpayError("input_invalid", `${label}: this cannot be read: ${why}.`, { hint: HOW });
}
