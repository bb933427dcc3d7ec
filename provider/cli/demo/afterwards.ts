/** What a new user does after the demo. */
import { delimiter, dirname } from "node:path";
import type { Engine } from "../engine";

/** A CLI that was downloaded or built for the demo is on nobody's PATH, and one built from Go modules cannot start a program itself. */
export function afterwards({ source, path }: Pick<Engine, "source" | "path">, hasLanguageHost: boolean): string {
  const start = "\nA project of your own, on the sandbox: npx fourpay init my-cards\n";
  if (source === "path") return start;
  if (hasLanguageHost) return `${start}Its Pulumi CLI:   export PATH="${dirname(path)}${delimiter}$PATH"\n`;
  return `${start}Its \`pulumi up\` needs the whole Pulumi CLI: https://www.pulumi.com/docs/install
The one built here has no language host for Node; it runs only programs that are handed to it, as this demo does.\n`;
}
