import type { Activation, EventEntry, HookKind, OnError, Person, Repository, SecretPermission } from "./schema-types.gen.ts";

/** A manifest after normalization: every default filled, every list sorted and free of duplicates, deeply frozen. */
export interface PluginManifest {
  /** Version of the format. */
  readonly manifestVersion: 1;
  /** Unique name, optionally with a scope. */
  readonly name: string;
  /** SemVer version without a leading `v`. */
  readonly version: string;
  /** Name for people. */
  readonly displayName: string;
  /** What the plugin does; empty when nobody said. */
  readonly description: string;
  /** Who wrote it. */
  readonly author?: Person;
  /** SPDX expression. */
  readonly license?: string;
  /** Page about the plugin. */
  readonly homepage?: string;
  /** Where its source lives. */
  readonly repository?: Repository;
  /** Words to find it by, sorted. */
  readonly keywords: readonly string[];
  /** Which hosts it was made for. */
  readonly engines: { readonly kodex: string };
  /** Module with the plugin object, relative to the manifest. Absent for command plugins and plugins in code. */
  readonly main?: string;
  /** Program and arguments. Absent for plugins in JavaScript. */
  readonly command?: readonly string[];
  /** When its code is loaded. */
  readonly activation: Activation;
  /** Platforms it runs on, sorted; empty means all. */
  readonly platforms: readonly string[];
  /** Hooks that it handles, sorted by name. */
  readonly hooks: Readonly<Record<string, HookDeclaration>>;
  /** Capabilities that it provides, sorted by id. */
  readonly capabilities: Readonly<Record<string, CapabilityDeclaration>>;
  /** Events of its own, sorted by name. */
  readonly events: Readonly<Record<string, EventDeclaration>>;
  /** What must be loaded before it. */
  readonly requires: RequirementDeclaration & { readonly optional: RequirementDeclaration };
  /** What it asks to be allowed to do. */
  readonly permissions: PermissionDeclaration;
  /** JSON Schema of its settings. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Latency budgets per hook. */
  readonly budgets: Readonly<Record<string, { readonly p95Ms: number }>>;
  /** Keys of other tools, kept as they are. */
  readonly [key: `x-${string}`]: unknown;
}

/**
 * How a plugin takes part in one hook, with every default filled. The defaults of a deadline and of what a failure means
 * follow from the hook's kind; that of another plugin's event is known only where that plugin is.
 */
export interface HookDeclaration {
  /** Higher runs earlier within its tier. */
  readonly priority: number;
  /** Names of plugins that run after this one, sorted. */
  readonly before: readonly string[];
  /** Names of plugins that run before this one, sorted. */
  readonly after: readonly string[];
  /** Deadline of one call, in milliseconds. Absent for another plugin's event: the default of the event's kind. */
  readonly timeoutMs?: number;
  /** What a failure means. Absent for another plugin's event: the default of the event's kind. */
  readonly onError?: OnError;
  /** Payload fields that must match, each a sorted list of patterns of which one must fit. */
  readonly match: Readonly<Record<string, readonly string[]>>;
  /** Payload fields that the handler needs, sorted; absent means all. */
  readonly fields?: readonly string[];
}

/** A capability that a plugin provides, with every default filled. */
export interface CapabilityDeclaration {
  /** SemVer version of the capability. */
  readonly version: string;
  /** What it does; empty when nobody said. */
  readonly description: string;
  /** JSON Schema of the input; `true` accepts everything. */
  readonly input: boolean | Readonly<Record<string, unknown>>;
  /** JSON Schema of the output; `true` accepts everything. */
  readonly output: boolean | Readonly<Record<string, unknown>>;
  /** Words that a task may use for it, sorted. */
  readonly tags: readonly string[];
  /** Tasks in plain words that it serves, in the author's order. */
  readonly examples: readonly string[];
  /** Higher is asked earlier among providers of one version. */
  readonly priority: number;
  /** Whether a failed call may be repeated with the next provider. */
  readonly idempotent: boolean;
  /** Cases that `kodex test` runs, in the author's order. */
  readonly cases: readonly { readonly name?: string; readonly input: unknown; readonly output?: unknown }[];
}

/** An event that a plugin itself emits, with every default filled. */
export interface EventDeclaration {
  /** How answers are merged. */
  readonly kind: HookKind;
  /** When it is emitted; empty when nobody said. */
  readonly description: string;
  /** JSON Schema of the payload. */
  readonly payload: Exclude<EventEntry["payload"], undefined>;
  /** JSON Schema of a result. */
  readonly result: Exclude<EventEntry["result"], undefined>;
}

/** SemVer ranges by name. */
export interface RequirementDeclaration {
  /** Ranges of plugins, sorted by name. */
  readonly plugins: Readonly<Record<string, string>>;
  /** Ranges of capabilities, sorted by id. */
  readonly capabilities: Readonly<Record<string, string>>;
}

/** Permissions by kind, lists sorted, with every default filled. */
export interface PermissionKinds {
  /** Paths. */
  readonly fs: { readonly read: readonly string[]; readonly write: readonly string[] };
  /** `host:port` values. */
  readonly net: readonly string[];
  /** Names of environment variables. */
  readonly env: readonly string[];
  /** Programs with argument patterns. */
  readonly exec: readonly { readonly bin: string; readonly args: readonly string[] }[];
  /** Model access; absent when none is asked for. */
  readonly model?: {
    readonly classes: readonly string[];
    readonly tokensPerCall?: number;
    readonly tokensPerSession?: number;
    readonly requestsPerMinute?: number;
  };
  /** Secrets that may be used unseen. */
  readonly secrets: readonly SecretPermission[];
}

/** All that a plugin asks to be allowed to do. */
export interface PermissionDeclaration extends PermissionKinds {
  /** Payload fields that the plugin asks to see, per hook. */
  readonly hooks: Readonly<Record<string, { readonly fields: readonly string[] }>>;
  /** Permissions that it works without. */
  readonly optional: PermissionKinds;
  /** Why an atom is asked for. */
  readonly reasons: Readonly<Record<string, string>>;
}
