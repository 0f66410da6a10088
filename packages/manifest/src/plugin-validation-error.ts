import { KodexError } from "./kodex-error.ts";
import type { Diagnostic } from "./schema-types.gen.ts";

/** A manifest or a configuration file is not valid. Carries every finding, not only the first. */
export class PluginValidationError extends KodexError {
  override readonly name: string = "PluginValidationError";
  /** All findings, worst first. */
  readonly diagnostics: readonly Diagnostic[];

  /** `diagnostics` must hold at least one of severity `error`; the first gives code, message and hint. */
  constructor(diagnostics: readonly Diagnostic[], plugin?: string) {
    const first = diagnostics.find(({ severity }) => severity === "error");
    if (first === undefined) throw new TypeError("a PluginValidationError needs a diagnostic of severity error");
    super(first.message, { code: first.code, plugin: plugin ?? first.plugin, hint: first.hint });
    this.diagnostics = diagnostics;
  }
}
