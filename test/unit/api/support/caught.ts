import { FourpayError } from "../../../../provider/model/errors";

export { collect } from "../../../../provider/api/pages";

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
