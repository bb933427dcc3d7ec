/** `fourpay doctor --api`: holds what we rely on against the OpenAPI document of the deployment, and lists where they differ. */
import { type Difference, describeDifference } from "../api/merchant/contract";
import type { Settings } from "../config";
import { createMerchantClientFor } from "../issuer";

export interface DoctorArguments {
  /** Of the `merchant` dialect; for the other no document is published. */
  readonly settings: Settings;
  readonly write: (text: string) => void;
}

/** Answers the exit code: 0 where nothing we rely on is missing, 1 otherwise. Rejects where the document cannot be read. */
export async function compareApi({ settings, write }: DoctorArguments): Promise<number> {
  const client = createMerchantClientFor(settings);
  try {
    const differences = await client.contract();
    write(`${report(differences).join("\n")}\n`);
    return differences.some(isSerious) ? 1 : 0;
  } finally {
    await client.close();
  }
}

/** A body the document leaves open can be neither confirmed nor doubted. */
function isSerious({ kind }: Difference): boolean {
  return kind !== "undescribed";
}

function report(differences: readonly Difference[]): string[] {
  const serious = differences.filter(isSerious);
  const open = differences.filter((difference) => !isSerious(difference));
  const verdict =
    serious.length === 0
      ? "The API describes everything this version relies on."
      : `The API differs from what this version relies on in ${serious.length} place${serious.length === 1 ? "" : "s"}:`;
  return [
    verdict,
    ...serious.map((difference) => `  ${describeDifference(difference)}`),
    ...(open.length === 0 ? [] : ["Not described there, so not confirmed:"]),
    ...open.map((difference) => `  ${describeDifference(difference)}`),
  ];
}
