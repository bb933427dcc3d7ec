/** A card programme from one file: people and cards as a single resource, with a bound on what one change may close. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

/** Configuration: `programme:walletId`, and `programme:data` (default `cards.csv` beside the program). */
export function declareProgramme() {
  const config = new pulumi.Config("programme");
  const cards = fourpay.loadFleet(config.get("data") ?? "cards.csv");
  const fleet = new fourpay.CardFleet("programme", {
    walletId: config.require("walletId"),
    defaults: { limits: { daily: "100.00", monthly: "1000.00" } },
    cards,
    maxClosures: 10,
  });
  return { masked: fleet.issued.apply((issued) => mapped(issued, ({ maskedNumber }) => maskedNumber)) };
}

function mapped<T, U>(values: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
