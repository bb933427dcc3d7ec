// A program's side of a lookup: a sandbox, and the stack configuration that names it.
import * as pulumi from "@pulumi/pulumi";
import { onTestFinished } from "vitest";
import type { Dialect } from "../../../provider/api/port";
import { type Sandbox, type SandboxOptions, seedIds, startSandbox } from "../../../provider/sandbox";

export const KEY = "planted-api-key-4711";

export interface Program {
  readonly sandbox: Sandbox;
  /** What was asked since the last time, as `GET /wallets`. */
  readonly asked: () => string[];
}

export async function program(dialect: Dialect, options: SandboxOptions = {}): Promise<Program> {
  for (const name of Object.keys(process.env)) if (name.startsWith("FOURPAY_")) delete process.env[name];
  const sandbox = await startSandbox({ seed: "demo", apiKey: KEY, apiToken: KEY, ...options });
  onTestFinished(() => sandbox.close());
  configure(sandbox, dialect);
  const asked = () => {
    const routes = sandbox.journal.list().map(({ route, method, path }) => route ?? `${method} ${path}`);
    sandbox.journal.clear();
    return routes;
  };
  return { sandbox, asked };
}

export function configure({ url, organizationId }: Pick<Sandbox, "url" | "organizationId">, dialect: Dialect): void {
  pulumi.runtime.setAllConfig({
    "fourpay:baseUrl": url,
    "fourpay:dialect": dialect,
    "fourpay:apiKey": KEY,
    "fourpay:organizationId": organizationId,
  });
  onTestFinished(() => pulumi.runtime.setAllConfig({}));
}

/** A card of Ada's in the wallet "Operations", and one that is closed, under the same name. */
export function seedCards({ control }: Sandbox): { readonly live: string; readonly closed: string } {
  const card = { walletId: seedIds.wallet, holderId: "ada-lovelace", name: "Ads" };
  const closed = control.seedCard({ ...card, status: "closed" });
  return { closed, live: control.seedCard({ ...card, limits: { daily: "25" }, balance: "7.00" }) };
}
