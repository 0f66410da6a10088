import type { Diagnostic, DoctorCheck, KodexConfig, LedgerEntry } from "@kodex/manifest";
import type { Blockage } from "./block-counter.ts";
import type { PlacedHandler } from "./placed-handler.ts";
import type { PluginRecord } from "./plugin-list.ts";
import type { SchemaProblem } from "./schema-check.ts";

/** What the doctor looks at, after everything was activated. */
export interface Patient {
  /** Version of Node. */
  readonly nodeVersion: string;
  /** Settings of the workspace. */
  readonly config: KodexConfig;
  /** Folder for plugins' data and caches. */
  readonly stateDirectory: string;
  /** Longest deadline of a plugin's handler, in milliseconds. */
  readonly maxTimeoutMs: number;
  /** Why the index of manifests could not be written, if it could not. */
  readonly indexProblem: string | undefined;
  /** Folders that the configuration names and that are not there, as they are written. */
  readonly missingFolders: readonly string[];
  /** Every plugin that was seen, in the order of the sources. */
  readonly records: readonly PluginRecord[];
  /** What happened to them. */
  readonly ledger: readonly LedgerEntry[];
  /** Every hook with its handlers in order, and the constraints that could not be honoured. */
  readonly hooks: readonly HookReading[];
  /** JSON Schemas of plugins, and of the host's events, that cannot be used. */
  readonly schemaProblems: readonly SchemaProblem[];
  /** Answers that came after their deadline: `plugin` in `hook`, how often. */
  readonly late: readonly { readonly plugin: string; readonly hook: string; readonly count: number }[];
  /** Emits whose synchronous handlers let nothing else run for longer than one of them has. */
  readonly blocked: readonly Blockage[];
}

/** One hook, as far as the doctor needs it. */
export interface HookReading {
  /** Name of the hook. */
  readonly hook: string;
  /** Its handlers in order. */
  readonly handlers: readonly PlacedHandler[];
  /** Order constraints that could not be honoured. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at one thing. Nothing to tell means that nothing is wrong with it. */
export type Check = (patient: Patient) => readonly DoctorCheck[];
