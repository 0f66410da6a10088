import type { Diagnostic, IsolationLevel } from "@kodex/manifest";
import type { Paint } from "./output/paint.ts";
import type { Terminal } from "./terminal.ts";

/** What every command is given. */
export interface CommandInput {
  /** Words behind the command's name. */
  readonly args: readonly string[];
  /** Options by their long name in camel case. */
  readonly options: CommandOptions;
  /** The process. */
  readonly terminal: Terminal;
  /** Registers what must end when the command is interrupted; waited for, last first. */
  onInterrupt(end: () => Promise<void>): void;
  /** Registers who knows which plugins may have ended the process; the first who does is believed. */
  onProcessEnd(listSuspects: () => readonly string[]): void;
}

/** Options of all commands together; each reads its own. */
export interface CommandOptions {
  readonly against?: string;
  readonly allowLowerIsolation?: boolean;
  readonly ask?: "allow" | "deny" | "prompt";
  readonly config?: string;
  readonly cwd: string;
  readonly debug: boolean;
  readonly explain?: boolean;
  readonly failFast?: boolean;
  readonly follow?: boolean;
  readonly force?: boolean;
  readonly input?: string;
  readonly isolation?: IsolationLevel;
  readonly json: boolean;
  readonly lang?: "js" | "ts" | "python";
  readonly limit?: string;
  readonly packages: boolean;
  readonly payload?: string;
  readonly plugin?: string;
  readonly plugins: readonly string[];
  readonly quiet: boolean;
  readonly range?: string;
  readonly safeMode?: boolean;
  readonly strict?: boolean;
  readonly template?: "file" | "package" | "command";
  readonly trace?: boolean;
}

/** What came of a command. */
export interface CommandOutput {
  /** False when the answer is bad news. */
  readonly ok: boolean;
  /** The answer, as the command's schema says. */
  readonly data: unknown;
  /** Findings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Those of them that `render` shows: a person need not read them twice. */
  readonly rendered?: readonly Diagnostic[];
  /** What `render` gives is a document of its own: it is printed as it is, also with `--json`. */
  readonly isBare?: true;
  /** The answer for a person. */
  render(view: View): string;
}

/** How a person sees it. */
export interface View {
  /** Colours, or none. */
  readonly paint: Paint;
  /** Columns of the terminal; undefined when there is none. */
  readonly columns: number | undefined;
}

/** A command's code. */
export type RunCommand = (input: CommandInput) => Promise<CommandOutput>;
