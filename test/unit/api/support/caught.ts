import { FourpayError } from "../../../../provider/model/errors";

/** The `FourpayError` the promise rejects with; anything else fails the test. */
export async function caught(promise: Promise<unknown>): Promise<FourpayError> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    if (error instanceof FourpayError) return error;
    throw error;
  }
  throw new Error(`no error, but ${JSON.stringify(value)}`);
}

export function thrown(action: () => unknown): FourpayError {
  try {
    action();
  } catch (error) {
    if (error instanceof FourpayError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
