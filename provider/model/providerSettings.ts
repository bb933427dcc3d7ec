/** Where an explicit provider keeps what it states, for lookups; shared by all copies of this package in a program. */
export const PROVIDER_SETTINGS = Symbol.for("pulumi-fourpay.settings");
