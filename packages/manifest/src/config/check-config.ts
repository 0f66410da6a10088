import type { Finding } from "../finding.ts";
import { createLocator } from "../json/locate.ts";
import { parseJson } from "../json/parse-json.ts";
import { PluginValidationError } from "../plugin-validation-error.ts";
import type { Diagnostic, KodexConfig } from "../schema-types.gen.ts";
import { validateConfig } from "../validation/config-validator.gen.js";
import { CONFIG_KEYS } from "../validation/known-keys.gen.ts";
import { toSchemaFindings } from "../validation/schema-findings.ts";
import { toDiagnostics } from "../validation/to-diagnostics.ts";

/** All findings about the text of a `kodex.json`. Never throws. */
export function checkConfig(text: string, options: { readonly file?: string } = {}): readonly Diagnostic[] {
  return toDiagnostics(read(text).findings, { file: options.file, locate: () => createLocator(text) });
}

/** The settings in the text of a `kodex.json`. @throws PluginValidationError that carries all findings. */
export function parseConfig(text: string, options: { readonly file?: string } = {}): KodexConfig {
  const { findings, value } = read(text);
  if (findings.length > 0) throw new PluginValidationError(checkConfig(text, options));
  return value as KodexConfig;
}

function read(text: string): { readonly value?: unknown; readonly findings: readonly Finding[] } {
  const parsed = parseJson(text);
  if (parsed.findings.length > 0) return parsed;
  return {
    value: parsed.value,
    findings: toSchemaFindings(validateConfig, parsed.value, { who: "the configuration", knownKeys: CONFIG_KEYS }),
  };
}
