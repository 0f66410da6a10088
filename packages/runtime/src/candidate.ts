import type { KodexError, ManifestInput } from "@kodex/manifest";
import type { Plugin } from "./plugin.ts";

/** Who outranks whom in the order of handlers, first to last. `builtin` is what comes with the embedder, which answers for it. */
export type Tier = "policy" | "host" | "user" | "project" | "builtin";

/** Where a plugin comes from: a source of ours, or the name that another source gives. */
export type Origin = "local" | "package" | "inline" | (string & {});

interface CandidateBase {
  /** Where it comes from. */
  readonly origin: Origin;
  /** Name of the source that found it. */
  readonly source: string;
  /** Rank of its handlers. */
  readonly tier: Tier;
  /** Manifest or module, absolute; empty for inline plugins. What a person is shown. */
  readonly file: string;
  /** Folder of the plugin, absolute; the workspace for inline plugins. */
  readonly root: string;
  /** Whether the files lie in the workspace and not below a `node_modules`: first-party code. */
  readonly firstParty: boolean;
}

/** A folder with a manifest. */
export interface ManifestCandidate extends CandidateBase {
  /** What tells candidates apart. */
  readonly kind: "manifest";
  /** Text of the manifest. Not called when the index knows the file by its stamp. @throws the system's error. */
  readText(): string;
  /** Changes whenever the text or the defaults could have changed; absent when nothing can tell. */
  readonly stamp?: string | undefined;
  /** Values for keys that the manifest leaves out, from `package.json`. @throws the system's error. */
  readonly readDefaults?: (() => Partial<ManifestInput>) | undefined;
}

/** A single file whose manifest is in its code; the one exception to "manifest before code". */
export interface ModuleCandidate extends CandidateBase {
  /** What tells candidates apart. */
  readonly kind: "module";
}

/** A plugin object that the embedder holds. */
export interface InlineCandidate extends CandidateBase {
  /** What tells candidates apart. */
  readonly kind: "inline";
  /** The object itself. */
  readonly plugin: Plugin;
  /** Its place in the embedder's list, from 0: what tells two of them apart. */
  readonly position: number;
}

/** A place that should hold a plugin but cannot be read. */
export interface UnreadableCandidate extends CandidateBase {
  /** What tells candidates apart. */
  readonly kind: "unreadable";
  /** Why. */
  readonly error: KodexError;
}

/** A place that may hold a plugin. */
export type Candidate = ManifestCandidate | ModuleCandidate | InlineCandidate | UnreadableCandidate;
