/**
 * Lookups: what exists, asked in the program itself with the settings of its resources. Money is a decimal text, statuses are lower case
 * with underscores, and a card number or code is in none of them. The same lookup is asked once in a run.
 */
export type * from "./args";
export * from "./cards";
export * from "./holders";
export * from "./money";
export * from "./wallets";
