/** How the engine writes a secret into states and documents, encrypted or not: as an object that says so. */
import { isRecord } from "./unknown";

/** Marks objects that stand for something else; with this value, for a secret. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

export function isEncrypted(value: unknown): boolean {
  return isRecord(value) && value[SIGNATURE] === SECRET_SIGNATURE;
}
