// The types of verify.mjs, for its test.
export interface FoundCard {
  readonly id: string;
  readonly holderId: string;
  readonly status: string;
  readonly limits: Readonly<Record<string, string>>;
}

export interface DeclaredCard {
  readonly key: string;
  readonly holderId: string;
  readonly limits: Readonly<Record<string, string>>;
}

export function complaintOf(
  found: readonly FoundCard[],
  declared: readonly DeclaredCard[],
  count: number,
  ids?: ReadonlyMap<string, string>,
): string | undefined;
