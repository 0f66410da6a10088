import type { Diagnostic } from "@kodex/manifest";
import type { RuntimeOptions } from "@kodex/runtime";
import { createLogStore, resolveStateDirectory } from "@kodex/runtime/tooling";
import type { CommandInput } from "./command.ts";

/** Keeps what plugins log for `kodex logs`. */
export interface LogRecording {
  /** For the runtime. */
  readonly onLog: NonNullable<RuntimeOptions["onLog"]>;
  /** What went wrong with it. */
  readonly diagnostics: () => readonly Diagnostic[];
}

/** A recording for one command, in the state directory of its workspace. */
export function recordLogs({ options, terminal }: CommandInput): LogRecording {
  const store = createLogStore(resolveStateDirectory(options.cwd, terminal.env));
  return {
    onLog: (entry) => store.append(entry),
    diagnostics: () =>
      store.problem === undefined
        ? []
        : [
            {
              severity: "warning",
              code: "LOG_UNWRITABLE",
              message: `what plugins log cannot be kept: ${(store.problem as Error).message}`,
              hint: "Make the state directory writable, or set KODEX_HOME to another one.",
              file: store.file,
            },
          ],
  };
}
