/** `fourpay explain`: what a stable code means and what to do, without a search in the documentation. */
import { ERROR_GUIDE } from "../model/errorGuide";
import { ERROR_CODES, type ErrorCode, FourpayError } from "../model/errors";

/** The text for one code, or the list of all with their meaning in a line. `text` may be a whole message that ends with `[code]`. */
export function explainCode(text: string | undefined): string {
  if (text === undefined) return overview();
  const code = codeIn(text);
  if (code === undefined) {
    throw new FourpayError("input_invalid", "This names no stable code.", {
      hint: "Codes stand in brackets at the end of a message. `fourpay explain` alone lists them all.",
    });
  }
  const { meaning, causes, cures } = ERROR_GUIDE[code];
  return [code, "", meaning, "", "Why it happens", ...bullets(causes), "", "What to do", ...bullets(cures), ""].join(
    "\n",
  );
}

function overview(): string {
  const width = Math.max(...ERROR_CODES.map((code) => code.length));
  return `${ERROR_CODES.map((code) => `${code.padEnd(width)}  ${firstSentence(ERROR_GUIDE[code].meaning)}`).join("\n")}\n`;
}

/** The last code of the text: messages carry theirs at the end, and may repeat the one of a cause before it. */
function codeIn(text: string): ErrorCode | undefined {
  const words = text.toLowerCase().match(/[a-z]+(_[a-z]+)*/g) ?? [];
  return words.map((word) => ERROR_CODES.find((code) => code === word)).findLast((code) => code !== undefined);
}

function bullets(lines: readonly string[]): string[] {
  return lines.map((line) => `- ${line}`);
}

function firstSentence(text: string): string {
  return `${text.split(/\. /)[0]?.replace(/\.$/, "")}.`;
}
