import { parseManifest } from "@kodex/manifest";
import type { InlineCandidate, ManifestCandidate, ModuleCandidate } from "../src/candidate.ts";
import type { CheckedPlugin } from "../src/checked-plugin.ts";
import { manifest as manifestText } from "./workspace.ts";

const PLACE = { origin: "local", source: "local:./plugins", tier: "project", firstParty: true } as const;

/** A folder with a manifest that was never on disk. */
export function createManifestCandidate(text: string, changes: Partial<ManifestCandidate> = {}): ManifestCandidate {
  return {
    ...PLACE,
    kind: "manifest",
    file: "/work/plugins/lint/kodex.plugin.json",
    root: "/work/plugins/lint",
    readText: () => text,
    ...changes,
  };
}

/** A single file. */
export function createModuleCandidate(file: string, changes: Partial<ModuleCandidate> = {}): ModuleCandidate {
  return { ...PLACE, kind: "module", file, root: "/work/plugins", ...changes };
}

/** An object of the embedder. */
export function createInlineCandidate(plugin: unknown, changes: Partial<InlineCandidate> = {}): InlineCandidate {
  return {
    ...PLACE,
    kind: "inline",
    origin: "inline",
    source: "inline",
    file: "",
    root: "/work",
    plugin: plugin as InlineCandidate["plugin"],
    position: 0,
    ...changes,
  };
}

/** A plugin whose manifest has been read, from the text that its author would write. */
export function createCheckedPlugin(
  name: string,
  changes: Readonly<Record<string, unknown>> = {},
  candidate: Partial<ManifestCandidate> = {},
): CheckedPlugin {
  const manifest = parseManifest(manifestText(name, changes));
  const root = `/work/plugins/${name}`;
  return {
    candidate: createManifestCandidate("", { file: `${root}/kodex.plugin.json`, root, ...candidate }),
    id: `${name}@${manifest.version}`,
    manifest,
    diagnostics: [],
  };
}
