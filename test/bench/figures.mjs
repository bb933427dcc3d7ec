// Several runs of the same job become one: the median of what varies, the worst of what must not be exceeded.
export function median(values) {
  const ordered = [...values].sort((left, right) => left - right);
  const middle = Math.floor(ordered.length / 2);
  return ordered.length % 2 === 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
}

const ROLES = ["engine", "program", "provider"];

/** Undefined where the job was never measured. */
export function summarise(figures) {
  const [first] = figures;
  if (first === undefined) return undefined;
  const over = (choose, combine) => {
    const values = figures.map(choose).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : combine(values);
  };
  const worst = (values) => Math.max(...values);
  const byRole = (key, combine) =>
    Object.fromEntries(ROLES.map((role) => [role, over((figure) => figure[key]?.[role], combine)]));
  const kinds = Object.keys(first.requests).filter((kind) => kind !== "later");
  return {
    runs: figures.length,
    seconds: over((figure) => figure.seconds, median),
    requests: {
      ...Object.fromEntries(kinds.map((kind) => [kind, over((figure) => figure.requests[kind], median)])),
      // Refusals are not something to have on average.
      refused: over((figure) => figure.requests.refused, worst),
      later: over(
        (figure) => figure.requests.later,
        (values) => values.reduce((left, right) => (right.refused > left.refused ? right : left)),
      ),
      writes: over((figure) => figure.requests.writes, worst),
    },
    stateBytes: over((figure) => figure.stateBytes, worst),
    peakMb: byRole("peakMb", worst),
    cpuSeconds: byRole("cpuSeconds", median),
  };
}
