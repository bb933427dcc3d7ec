/** Asks the same thing once: whoever asks again, at the same time or later, gets the same answer. What failed is asked again. */
import type { CardReader } from "../api/readPort";

export function remembering(reader: CardReader): CardReader {
  const answers = new Map<string, Promise<unknown>>();
  return new Proxy(reader, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...args: unknown[]) => {
        const key = JSON.stringify([name, ...args]);
        const known = answers.get(key);
        if (known !== undefined) return known;
        const asked = Promise.resolve(Reflect.apply(method, target, args) as unknown);
        answers.set(key, asked);
        asked.catch(() => answers.delete(key));
        return asked;
      };
    },
  });
}
