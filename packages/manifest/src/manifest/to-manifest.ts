import { toManifestVersionUnsupported } from "../diagnostics.ts";
import type { Finding } from "../finding.ts";
import { createLocator } from "../json/locate.ts";
import { parseJson } from "../json/parse-json.ts";
import { toKeys } from "../json/pointer.ts";
import { readJsonValue } from "../json/read-json-value.ts";
import type { PluginManifest } from "../plugin-manifest.ts";
import { PluginValidationError } from "../plugin-validation-error.ts";
import type { Diagnostic, ManifestInput } from "../schema-types.gen.ts";
import { MANIFEST_KEYS } from "../validation/known-keys.gen.ts";
import { validateManifest } from "../validation/manifest-validator.gen.js";
import { toSchemaFindings } from "../validation/schema-findings.ts";
import { toDiagnostics } from "../validation/to-diagnostics.ts";
import { checkSemantics } from "./check-semantics.ts";
import { cleanManifest } from "./clean-manifest.ts";
import { type ExpandedManifest, expandManifest } from "./expand-manifest.ts";
import { fillManifest } from "./fill-manifest.ts";
import type { ManifestOptions } from "./manifest-options.ts";
import { toPluginId } from "./plugin-id.ts";

/** A manifest as far as it could be read. */
export interface ManifestReading {
  /** Absent when a diagnostic is an error. */
  readonly manifest?: PluginManifest;
  /** All findings, in the order of the document. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a manifest from its text, or from a value that stands for one. Never throws. */
export function toManifest(input: unknown, options: ManifestOptions = {}): ManifestReading {
  const text = typeof input === "string" ? input : undefined;
  const reading = read(input, options);
  const locate = text === undefined ? undefined : () => createLocator(text);
  return {
    ...(reading.manifest === undefined ? {} : { manifest: reading.manifest }),
    diagnostics: toDiagnostics(reading.findings, { plugin: reading.plugin, file: options.file, locate }),
  };
}

/** All findings about a manifest. Never throws. */
export function checkManifest(input: unknown, options: ManifestOptions = {}): readonly Diagnostic[] {
  return toManifest(input, options).diagnostics;
}

/** The normalized manifest. @throws PluginValidationError that carries all findings. */
export function parseManifest(input: unknown, options: ManifestOptions = {}): PluginManifest {
  return normalizeManifest(input, options).manifest;
}

/**
 * The normalized manifest and what normalization changed. Pure, idempotent, independent of key order.
 * @throws PluginValidationError that carries all findings.
 */
export function normalizeManifest(
  input: unknown,
  options: ManifestOptions = {},
): { readonly manifest: PluginManifest; readonly diagnostics: readonly Diagnostic[] } {
  const { diagnostics, manifest } = toManifest(input, options);
  if (manifest === undefined) throw new PluginValidationError(diagnostics);
  return { manifest, diagnostics };
}

interface Findings {
  readonly manifest?: PluginManifest;
  readonly plugin?: string | undefined;
  readonly findings: readonly Finding[];
}

function read(input: unknown, options: ManifestOptions): Findings {
  const parsed = typeof input === "string" ? parseJson(input) : readJsonValue(input);
  if (parsed.findings.length > 0) return { findings: parsed.findings };
  const { findings: changes, value } = cleanManifest(withDefaults(parsed.value, options.defaults));
  const plugin = toPluginId(value);
  const who = plugin ?? "the manifest";
  const version = (value as { manifestVersion?: unknown } | null)?.manifestVersion;
  if (Number.isInteger(version) && version !== 1) return { plugin, findings: [toManifestVersionUnsupported(who, version)] };
  const violations = toSchemaFindings(validateManifest, value, { who, knownKeys: MANIFEST_KEYS, foreignKeys: true });
  const sound = violations.length === 0 ? value : withoutViolations(value, violations);
  if (typeof sound !== "object" || sound === null || Array.isArray(sound)) return { plugin, findings: violations };
  const { findings: expansions, manifest } = expandManifest(sound);
  const findings = [...violations, ...checkSemantics(manifest, who, options), ...changes, ...expansions];
  if (findings.some(({ severity }) => severity === "error")) return { plugin, findings };
  // Without an error, every required key is there.
  const complete = manifest as ExpandedManifest;
  return { plugin: `${complete.name}@${complete.version}`, findings, manifest: fillManifest(complete, options) };
}

function withDefaults(value: unknown, defaults: Partial<ManifestInput> | undefined): unknown {
  return defaults === undefined || typeof value !== "object" || value === null || Array.isArray(value) ? value : { ...defaults, ...value };
}

/** What is left when every violating value is taken out, so that the rest can still be checked. */
function withoutViolations(value: unknown, violations: readonly Finding[]): unknown {
  if (violations.some(({ code, path }) => path === "" && code !== "SCHEMA_KEY_MISSING")) return undefined;
  const copy = structuredClone(value) as Record<string, unknown>;
  for (const { code, path } of violations) {
    const keys = toKeys(path);
    // What lacks a key inside is as unsound as a wrong value; at the root only the key itself is gone.
    if (code === "SCHEMA_KEY_MISSING" && keys.length === 0) continue;
    let parent: unknown = copy;
    for (const key of keys.slice(0, -1))
      parent = typeof parent === "object" && parent !== null ? (parent as Record<string, unknown>)[key] : undefined;
    const last = keys.at(-1) as string;
    if (Array.isArray(parent)) parent.splice(0, parent.length);
    else if (typeof parent === "object" && parent !== null) delete (parent as Record<string, unknown>)[last];
  }
  return copy;
}
