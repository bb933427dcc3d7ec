/** Puts the one line each resource carries as its provider in its place, and makes sure that it will be found. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { FourpayError } from "../model/errors";
import { type HandlerName, handlerLine, PROVIDER_KEY } from "../recorded";

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
