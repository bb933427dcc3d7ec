/**
 * The one line each resource carries as its provider. It names the installed package, so nothing is captured, state stays small and
 * today's code runs on destroy. The text is stored with every resource: it must never change.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { FourpayError } from "../model/errors";
import { PROVIDER_KEY } from "./values";

export type HandlerName = "card" | "wallet" | "holder" | "webhook" | "fleet";

export function handlerLine(name: HandlerName): string {
  return `exports.handler=()=>require("pulumi-fourpay/dynamic").${name}`;
}

/** Puts the line in place of what the SDK serialised. Transformations run after the SDK has set the key, and users' own come before. */
export function withHandler(name: HandlerName, options: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const place: pulumi.ResourceTransformation = ({ props, opts }) => ({
    props: { ...(props as object), [PROVIDER_KEY]: handlerLine(name) },
    opts,
  });
  return { ...options, transformations: [...(options.transformations ?? []), place] };
}

let resolved = false;

/** The line is evaluated in the program's folder; there the package must be found, or every operation would fail with a riddle. */
export function assertInstalled(): void {
  if (resolved) return;
  try {
    createRequire(join(process.cwd(), "program.js")).resolve("pulumi-fourpay/dynamic");
    resolved = true;
  } catch (error) {
    throw new FourpayError("not_installed", "pulumi-fourpay is loaded but cannot be found from the program's folder.", {
      hint: "Install it there (npm install pulumi-fourpay); when bundling, keep it external; with strict package managers make it a direct dependency; with npx install it locally.",
      cause: error,
    });
  }
}
