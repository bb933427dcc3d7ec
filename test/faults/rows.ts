// What a row of the fault matrix is: one write endpoint, and a program that makes the provider call it once.
import type { Sandbox, SandboxOptions } from "../../provider/sandbox";
import type { Program } from "../support/hostStack";
import type { Expected } from "./columns";
import type { Remote } from "./remote";

/** Where a program is brought up. */
export interface Setting {
  readonly dialect: "organization" | "merchant";
  readonly sandbox?: SandboxOptions;
  /** How long a lost write is looked for. Default: two seconds. */
  readonly windowSeconds?: number;
  readonly seed?: (sandbox: Sandbox) => void;
}

export interface Row extends Setting {
  /** The write in our words. */
  readonly write: string;
  /** The endpoint in the words of the API. */
  readonly route: string;
  readonly creates?: true;
  /** Brought up before anything goes wrong. */
  readonly before?: Program;
  /** Brought up while it goes wrong. */
  readonly program: Program;
  /** What must be there in the end; everything else is compared with a run in which nothing went wrong. */
  readonly end: Partial<Remote>;
  /** Where this endpoint differs from the column's expectation, by the column's name. */
  readonly expected?: Readonly<Record<string, Expected>>;
}
