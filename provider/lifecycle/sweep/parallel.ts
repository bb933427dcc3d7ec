/** Works on many things, a few at a time, and goes on after failures: each ends as a result or as its error. */

export type Settled<T> = { readonly value: T } | { readonly error: unknown };

export async function eachOf<I, T>(
  items: readonly I[],
  atOnce: number,
  work: (item: I) => Promise<T>,
): Promise<Settled<T>[]> {
  const results: Settled<T>[] = [];
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) {
      try {
        results[index] = { value: await work(item) };
      } catch (error) {
        results[index] = { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
