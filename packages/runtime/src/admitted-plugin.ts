import type { IsolationLevel } from "@kodex/manifest";
import type { CheckedPlugin } from "./checked-plugin.ts";

declare const admitted: unique symbol;

/** A plugin that may run. Only the code in `admission/` makes one: the type is the proof. */
export interface AdmittedPlugin extends CheckedPlugin {
  /** Only a type: there is no such field. */
  readonly [admitted]: true;
  /** Trust level that the gate gave. */
  readonly trust: string;
  /** Permission atoms that it may use. */
  readonly grants: readonly string[];
  /** Where its code runs. */
  readonly isolation: IsolationLevel;
  /** Its settings, checked against its schema; deeply frozen. */
  readonly config: Readonly<Record<string, unknown>>;
}
