import type { ManifestInput } from "../src/index.ts";

/** A small valid manifest, with changes. */
export function validManifest(changes: Record<string, unknown> = {}): ManifestInput {
  return { manifestVersion: 1, name: "lint", version: "0.4.1", main: "./index.js", ...changes };
}
