// The types of targets.mjs, for its test.
export interface Summary {
  readonly seconds: number;
  readonly requests: {
    readonly total: number;
    readonly writes: number;
    readonly later: { readonly total: number; readonly refused: number };
  };
  readonly stateBytes?: number;
  readonly peakMb: { readonly provider?: number };
}

export interface Verdict {
  readonly what: string;
  readonly target: string;
  readonly measured?: string;
  readonly met?: boolean;
}

export function judge(world: {
  readonly figure: (contestant: string, count: number, job: string) => Summary | undefined;
  readonly empty: (job: string) => Summary | undefined;
  readonly issueSeconds: number;
  readonly inputBytes: number;
}): Verdict[];
