import type { Location } from "./place.ts";
import type { RuleId } from "./rules.ts";
import type { Field } from "./words.ts";

/** A program with its arguments, wrappers such as `env` taken off. */
export interface Invocation {
  /** Name of the program, without its folder. */
  readonly program: string;
  /** Its arguments. */
  readonly args: readonly Field[];
  /** Where a path among them leads. */
  locate(path: Field): Location;
}

/** Which rules a program's call breaks. */
export type ProgramCheck = (call: Invocation) => readonly RuleId[];
