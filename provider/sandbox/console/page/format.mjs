// How things read: money, numbers, times, states. Amounts are decimal text and never become binary numbers.

/** @typedef {import("../requestView").RequestView} RequestView */

/**
 * @param {string} amount
 * @returns {string} with thousands set apart
 */
export function money(amount) {
  const [whole = "", cents] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return cents === undefined ? grouped : `${grouped}.${cents}`;
}

/** @param {number} value */
export function count(value) {
  return money(String(value));
}

/** @type {Record<string, string>} */
const statusWords = {
  live: "Live",
  creating: "Creating",
  creating_failed: "Failed",
  active: "Active",
  inactive: "Inactive",
  frozen: "Frozen",
  closed: "Closed",
  expired: "Expired",
  blocked: "Blocked",
};

/** @param {string} status */
export function statusWord(status) {
  return statusWords[status] ?? status;
}

/** Limits in the order they are read, with the words behind the amount. */
export const limitWords = /** @type {const} */ ([
  ["daily", "a day"],
  ["weekly", "a week"],
  ["monthly", "a month"],
  ["yearly", "a year"],
  ["lifetime", "in all"],
  ["perTransaction", "a purchase"],
]);

/**
 * @param {{ readonly [key: string]: string | undefined }} limits
 * @returns {{ amount: string, period: string }[]}
 */
export function limitLines(limits) {
  return limitWords.flatMap(([key, period]) => {
    const amount = limits[key];
    return amount === undefined ? [] : [{ amount: money(amount.replace(/\.00$/, "")), period }];
  });
}

/** @param {number} at */
export function timeOfDay(at) {
  return new Date(at).toISOString().slice(11, 19);
}

/** @param {number} at */
export function dateAndTime(at) {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/**
 * Ids cut to their beginning, which is enough to tell them apart by eye.
 * @param {string} path
 */
export function shortPath(path) {
  return path.replace(/([0-9a-f]{4})[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "$1…");
}

/**
 * @param {RequestView} request
 * @returns {string | null} what the caller does not know, or what went wrong
 */
export function verdict({ open, status, write, committed }) {
  const told = status !== null && status < 300;
  if (open || told) return null;
  if (write && committed) return "carried out, caller not told";
  return status === null ? "no answer" : null;
}

/** @param {RequestView} request */
export function isTrouble(request) {
  return request.fault !== null || (!request.open && (request.status === null || request.status >= 400));
}
