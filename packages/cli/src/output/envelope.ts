import type { CommandOutput } from "../command.ts";

/** The JSON document of a command. */
export function toEnvelope(command: string, { data, diagnostics, ok }: Pick<CommandOutput, "data" | "diagnostics" | "ok">): string {
  return JSON.stringify({ schemaVersion: 1, command, ok, data, diagnostics }, null, 2);
}
