// (b) One `CardFleet` for all of them.
import * as fourpay from "pulumi-fourpay";
import { fleetInputs } from "../fleet.mjs";

export function declare(declared) {
  new fourpay.CardFleet("fleet", fleetInputs(declared));
}
