import type { HookKind, HookSpec } from "@kodex/manifest";

/** Payload and result type of one event. */
export interface EventTypes {
  /** What is passed. */
  readonly payload: unknown;
  /** What a handler may return. */
  readonly result: unknown;
}

/** Events by name. */
export type EventMap = { readonly [event: string]: EventTypes };

/** One event of an embedder. */
export interface HookSetup {
  /** One kind, or two of `transform + gate` and `transform + provide`. */
  readonly kinds: readonly HookKind[];
  /** When it is emitted. */
  readonly summary?: string;
  /** JSON Schema of the payload, draft 2020-12. Its `properties` are what `match` may name. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** JSON Schema of a result. Keys beyond the payload's are the event's extras. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Payload fields that a result may repeat but not change. */
  readonly pinned?: readonly string[];
  /** The extra that answers, for `transform + provide`. */
  readonly answer?: string;
  /** Replayed to plugins that activate later. */
  readonly historic?: boolean;
}

/** Events of an embedder, made by `defineHooks`. */
export interface HookSet<Events extends EventMap = EventMap> {
  /** What the bus and the manifest check need. */
  readonly specs: Readonly<Record<string, HookSpec>>;
  /** Schemas by event. */
  readonly schemas: Readonly<Record<string, Pick<HookSetup, "payload" | "result">>>;
  /** Only a type: never set. */
  readonly types?: Events;
}

/** Declares events beyond the vocabulary. The type parameter gives `emit` and `on` their types. */
export function defineHooks<Events extends EventMap>(events: { readonly [Event in keyof Events]: HookSetup }): HookSet<Events> {
  const entries = Object.entries(events as Record<string, HookSetup>);
  return {
    specs: Object.fromEntries(entries.map(([name, setup]) => [name, toSpec(setup)])),
    schemas: Object.fromEntries(
      entries.map(([name, { payload, result }]) => [name, { ...(payload && { payload }), ...(result && { result }) }]),
    ),
  };
}

function toSpec(setup: HookSetup): HookSpec {
  const fields = toKeys(setup.payload);
  const transforms = setup.kinds.includes("transform");
  return {
    kinds: setup.kinds,
    summary: setup.summary ?? "",
    fields,
    rewrites: transforms,
    extras: toKeys(setup.result).filter((key) => !fields.includes(key) && key !== "decision" && key !== "reason"),
    pinned: setup.pinned ?? [],
    ...(setup.answer === undefined ? {} : { answer: setup.answer }),
    historic: setup.historic ?? false,
    hostOnly: false,
  };
}

function toKeys(schema: Readonly<Record<string, unknown>> | undefined): string[] {
  return Object.keys(schema?.["properties"] ?? {});
}
