/** How a creation goes wrong on demand; only a card has an outcome of its own. */
export interface Fate {
  outcome?: "creating_failed" | "stuck";
  /** Until then it cannot be seen. */
  hiddenMs?: number;
}
