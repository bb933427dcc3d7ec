/**
 * What the engine records with each of our resources besides its properties: the type and the handler line. Both are stored in every state,
 * so neither may ever change.
 */

export type HandlerName = "card" | "wallet" | "holder" | "webhook" | "fleet";

/** Where the handler line stands among the properties. */
export const PROVIDER_KEY = "__provider";

/** The line is evaluated in the program's folder: it names the installed package, so nothing is captured and today's code runs on destroy. */
export function handlerLine(name: HandlerName): string {
  return `exports.handler=()=>require("pulumi-fourpay/dynamic").${name}`;
}

export function typeToken(type: string): string {
  return `pulumi-nodejs:dynamic/fourpay:${type}`;
}
