/** Errors that a program meets where it is written: in a lookup, in a fleet file. */
import { explain, FourpayError } from "./errors";

/**
 * The error as the engine prints it whole: the message with hint and code, no trace of files that nobody but us can change. Without the
 * trace also because several versions of Node (20.20 among them) take gigabytes and half a minute to colour the SDK's lines in one.
 */
export function errorInProgram(error: FourpayError, prefix = ""): FourpayError {
  const { code, hint: _told, message: _short, ...details } = error;
  const shown = new FourpayError(code, `${prefix}${explain(error)}`, details);
  shown.stack = `${shown.name}: ${shown.message}`;
  // How the SDK's own `RunError` makes itself known, across copies of the SDK: printed without "unhandled exception" around it.
  return Object.defineProperty(shown, "__pulumiRunError", { value: true });
}
