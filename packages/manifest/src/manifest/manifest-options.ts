import type { HookSpec } from "../hooks/hook-spec.ts";
import type { ManifestInput } from "../schema-types.gen.ts";

/** What the reader of a manifest knows beyond its text. */
export interface ManifestOptions {
  /** Events beyond the vocabulary, of the embedder. */
  readonly hooks?: Readonly<Record<string, HookSpec>>;
  /** File that every diagnostic is to name. */
  readonly file?: string;
  /** The manifest stands in code: neither `main` nor `command`. */
  readonly embedded?: boolean;
  /** Values for keys that the manifest leaves out, from `package.json`. */
  readonly defaults?: Partial<ManifestInput>;
  /** Version of the plugin API to hold the manifest against; this package's own, `KODEX_API_VERSION`, when left out. */
  readonly apiVersion?: string;
  /** Names of plugins that are installed, to tell confusable ones. */
  readonly knownNames?: readonly string[];
}
