/** What a dialect adds to error messages. */
import type { FieldNames } from "./fieldNames";

/** Where a person sets what the API refuses, and what that person calls the fields it complains about. */
export interface ErrorHints {
  readonly unauthorized: string;
  readonly forbidden: string;
  readonly fieldNames: FieldNames;
}
