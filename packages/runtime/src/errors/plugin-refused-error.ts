import { KodexError } from "@kodex/manifest";

/** Codes of refusals by the runtime's own gate, and by host handlers of `plugin.admit`. */
export type RefusalErrorCode = "PLUGIN_UNTRUSTED";

/** A trust gate has refused a plugin, on purpose. The code is the gate's own: each gate brings those that it needs. */
export class PluginRefusedError extends KodexError {
  override readonly name: string = "PluginRefusedError";
}

export const toPluginRefused = (
  plugin: string,
  { code, hint = "Change what `trust` lets in.", reason }: { readonly code: string; readonly reason: string; readonly hint?: string },
): PluginRefusedError => new PluginRefusedError(`${plugin} may not load: ${reason}`, { code, plugin, hint });
