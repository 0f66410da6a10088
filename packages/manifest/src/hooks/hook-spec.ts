import type { HookKind } from "../schema-types.gen.ts";

/** That something is to go: checks warn from `since` on, and refuse it from `removal` on. */
export interface Deprecation {
  /** API version that deprecated it. */
  readonly since: string;
  /** API version that no longer has it. */
  readonly removal: string;
  /** What to use instead, if there is something. */
  readonly replacement?: string;
}

/** What the bus must know of a hook to merge its handlers' answers. */
export interface HookSpec {
  /** One kind, or two where handlers may do both. */
  readonly kinds: readonly HookKind[];
  /** When the host emits it. */
  readonly summary: string;
  /** Names of the payload's fields. Payloads are open: a host may add others. */
  readonly fields: readonly string[];
  /** Whether a result may carry payload fields, which then replace the payload's. */
  readonly rewrites: boolean;
  /** Keys of a result beyond the payload's, apart from a gate's `decision` and `reason`. */
  readonly extras: readonly string[];
  /** Payload fields that a result may repeat but not change. */
  readonly pinned: readonly string[];
  /** The extra that answers, for hooks that both transform and provide. */
  readonly answer?: string;
  /** The extra that is a denial spelled out, such as `drop`. */
  readonly denial?: string;
  /** Once the payload's `field` has reached `max`, denials no longer count. */
  readonly denialLimit?: { readonly field: string; readonly max: number };
  /** Replayed to plugins that activate later. */
  readonly historic: boolean;
  /** Only host handlers may take part. */
  readonly hostOnly: boolean;
  /** The hook is to go. */
  readonly deprecated?: Deprecation;
  /** Payload fields that are to go, by name. */
  readonly deprecatedFields?: Readonly<Record<string, Deprecation>>;
}
