import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic, PluginManifest } from "@kodex/manifest";
import type { Candidate } from "../candidate.ts";
import { isPluginFile } from "../discovery/local-plugins.ts";
import { MANIFEST_FILE } from "../discovery/manifest-file.ts";
import type { PluginSource } from "../discovery/source.ts";
import { readPackageDefaults } from "../discovery/package-defaults.ts";
import { createRuntime } from "../runtime.ts";
import { holdAgainst } from "./api-check.ts";
import { checkPackedFiles } from "./packed-files.ts";

/** What validation found. */
export interface Validation {
  /** No diagnostic is an error. */
  readonly valid: boolean;
  /** All findings, errors first. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How a plugin is validated. */
export interface ValidateOptions {
  /** Folder for its data and caches. Default: as for `createRuntime`. */
  readonly stateDirectory?: string;
  /** Version of the plugin API to hold its manifest against, besides this host's: what would break there is an error. */
  readonly apiVersion?: string;
}

/**
 * Checks one plugin as its author would want it checked before anybody else sees it: its manifest, that its entry
 * loads and implements exactly what it declares, its schemas, and the files that a package would carry. Runs its code.
 *
 * @param path a plugin's folder, its manifest, or a single file
 */
export async function validatePlugin(path: string, { apiVersion, ...options }: ValidateOptions = {}): Promise<Validation> {
  const target = resolve(path);
  const candidate = toCandidate(target);
  if (candidate === undefined)
    return toValidation([
      {
        severity: "error",
        code: "PLUGIN_NOT_FOUND",
        message: `there is no plugin at ${target}`,
        hint: `Name a folder with a ${MANIFEST_FILE}, or a single .js, .mjs, .ts or .mts file; \`kodex doctor\` checks a whole workspace.`,
        file: target,
      },
    ]);
  let manifest: PluginManifest | undefined;
  const source: PluginSource = { name: "validate", discover: () => [candidate] };
  const runtime = await createRuntime({
    ...options,
    cwd: candidate.root,
    sources: [source],
    trust: {
      decide(request) {
        // Of a manifest in code, this is the first sight.
        manifest = request.manifest;
        return { admit: true, level: "author", grants: "declared" };
      },
    },
  });
  try {
    await runtime.load();
    const { checks } = await runtime.doctor();
    const schemas = checks.filter(({ id, status }) => status === "fail" && id.startsWith("schema."));
    return toValidation([
      ...toManifestFindings(candidate, manifest, { apiVersion, diagnostics: runtime.diagnostics }),
      ...schemas.map(({ code = "SCHEMA_REFUSED", hint, message, plugin }): Diagnostic => ({
        severity: "error",
        code,
        message,
        ...(hint === undefined ? {} : { hint }),
        ...(plugin === undefined ? {} : { plugin }),
      })),
      ...(candidate.kind === "manifest" ? await checkPackedFiles(candidate.root) : []),
    ]);
  } finally {
    await runtime.close();
  }
}

type ValidationCandidate = Exclude<Candidate, { kind: "inline" | "unreadable" }>;

function toCandidate(target: string): ValidationCandidate | undefined {
  const stats = statSync(target, { throwIfNoEntry: false });
  const base = { origin: "local", source: "validate", tier: "project", firstParty: true } as const;
  if (stats?.isFile() === true && basename(target) !== MANIFEST_FILE)
    // What hosts pass over is not valid, however well it runs.
    return isPluginFile(basename(target)) ? { ...base, kind: "module", file: target, root: dirname(target) } : undefined;
  const file = stats?.isDirectory() === true ? join(target, MANIFEST_FILE) : target;
  if (!existsSync(file)) return undefined;
  const root = dirname(file);
  return {
    ...base,
    kind: "manifest",
    file,
    root,
    readText: () => readFileSync(file, "utf8"),
    readDefaults: () => readPackageDefaults(join(root, "package.json")),
  };
}

/** What the runtime found, held against another version of the plugin API where one is asked for. */
function toManifestFindings(
  candidate: ValidationCandidate,
  manifest: PluginManifest | undefined,
  { apiVersion, diagnostics }: { readonly apiVersion: string | undefined; readonly diagnostics: readonly Diagnostic[] },
): readonly Diagnostic[] {
  const { file, kind } = candidate;
  if (apiVersion === undefined) return diagnostics;
  if (kind === "module")
    return manifest === undefined ? diagnostics : holdAgainst(manifest, { apiVersion, file, embedded: true }, diagnostics);
  try {
    const defaults = candidate.readDefaults?.();
    return holdAgainst(candidate.readText(), { apiVersion, file, ...(defaults === undefined ? {} : { defaults }) }, diagnostics);
  } catch {
    // What cannot be read is among the runtime's findings.
    return diagnostics;
  }
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

function toValidation(diagnostics: readonly Diagnostic[]): Validation {
  const sorted = [...diagnostics].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return { valid: !sorted.some(({ severity }) => severity === "error"), diagnostics: sorted };
}
