import Type from "typebox";
import { open } from "./open.ts";
import { Permissions } from "./permissions.ts";
import { strings } from "./strings.ts";

const AnySchema = Type.Unsafe<boolean | Record<string, unknown>>({
  type: ["boolean", "object"],
  description: "JSON Schema, draft 2020-12.",
});

const Person = Type.Object(
  {
    name: Type.String({ minLength: 1, description: "Name of the person or organization." }),
    email: Type.Optional(Type.String({ description: "Address for mail." })),
    url: Type.Optional(Type.String({ description: "Home page." })),
  },
  { ...open, title: "Person", description: "Who wrote the plugin." },
);

const Repository = Type.Object(
  {
    url: Type.String({ minLength: 1, description: "Where the source lives." }),
    type: Type.Optional(Type.String({ description: "Kind of repository, `git` when left out." })),
    directory: Type.Optional(Type.String({ description: "Folder of the plugin inside the repository." })),
  },
  { ...open, title: "Repository", description: "Where the plugin's source lives." },
);

const MatchValue = Type.Union([Type.String(), strings("Any one of these.")], {
  title: "MatchValue",
  description: "A literal, or one with a leading or a trailing `*`; a list means any of them.",
});

const OnError = Type.Union([Type.Literal("open"), Type.Literal("closed")], {
  title: "OnError",
  description: "`open`: a failed handler is skipped. `closed`: it denies.",
});

const HookEntry = Type.Object(
  {
    priority: Type.Optional(
      Type.Integer({ minimum: -1000, maximum: 1000, description: "Higher runs earlier within its tier. Default 0." }),
    ),
    before: Type.Optional(strings("Names of plugins that run after this one.")),
    after: Type.Optional(strings("Names of plugins that run before this one.")),
    timeoutMs: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 600_000,
        description:
          "Deadline of one call in milliseconds. Default 2000 for transforms, 5000 for gates, 10000 for the rest; for another plugin's event, by the kind that it is declared with.",
      }),
    ),
    onError: Type.Optional(OnError),
    match: Type.Optional(
      Type.Record(Type.String(), MatchValue, { description: "Payload fields that must match before the handler is called." }),
    ),
    fields: Type.Optional(strings("Payload fields that the handler needs; the others need not cross a process boundary. Left out: all.")),
  },
  { ...open, title: "HookEntry", description: "How a plugin takes part in one hook." },
);

const CapabilityCase = Type.Object(
  {
    name: Type.Optional(Type.String({ description: "What the case shows." })),
    input: Type.Unsafe<unknown>({ description: "What the capability is called with." }),
    output: Type.Optional(Type.Unsafe<unknown>({ description: "What it must answer; left out, any answer will do." })),
  },
  { ...open, title: "CapabilityCase", description: "An input and the output that it must give." },
);

const CapabilityEntry = Type.Object(
  {
    version: Type.Optional(Type.String({ description: "SemVer version of the capability. Default: the plugin's version." })),
    description: Type.Optional(Type.String({ description: "What it does, in plain words; used to route tasks." })),
    input: Type.Optional(AnySchema),
    output: Type.Optional(AnySchema),
    tags: Type.Optional(strings("Words that a task may use for it.")),
    examples: Type.Optional(strings("Tasks in plain words that it serves.")),
    priority: Type.Optional(
      Type.Integer({ minimum: -1000, maximum: 1000, description: "Higher is asked earlier among providers of one version. Default 0." }),
    ),
    idempotent: Type.Optional(Type.Boolean({ description: "A failed call may be repeated with the next provider. Default false." })),
    cases: Type.Optional(Type.Array(CapabilityCase, { description: "Cases that `kodex test` runs." })),
  },
  { ...open, title: "CapabilityEntry", description: "A capability that the plugin provides." },
);

const HookKind = Type.Union([Type.Literal("observe"), Type.Literal("transform"), Type.Literal("gate"), Type.Literal("provide")], {
  title: "HookKind",
  description: "How the answers of several handlers are merged.",
});

const EventEntry = Type.Object(
  {
    kind: HookKind,
    description: Type.Optional(Type.String({ description: "When the event is emitted." })),
    payload: Type.Optional(AnySchema),
    result: Type.Optional(AnySchema),
  },
  { ...open, title: "EventEntry", description: "An event that the plugin itself emits." },
);

const ranges = (what: string) => Type.Record(Type.String(), Type.String(), { description: `SemVer ranges of ${what}, by name.` });

const OptionalRequirements = Type.Object(
  { plugins: Type.Optional(ranges("plugins")), capabilities: Type.Optional(ranges("capabilities")) },
  { ...open, title: "OptionalRequirements", description: "Used when present; when present, the range must hold." },
);

const Requirements = Type.Object(
  {
    plugins: Type.Optional(ranges("plugins")),
    capabilities: Type.Optional(ranges("capabilities")),
    optional: Type.Optional(OptionalRequirements),
  },
  { ...open, title: "Requirements", description: "What must be loaded before this plugin." },
);

const Engines = Type.Object(
  { kodex: Type.Optional(Type.String({ description: "SemVer range of the plugin API. Default `^1.0.0`." })) },
  { ...open, title: "Engines", description: "Which hosts the plugin was made for." },
);

const Budget = Type.Object(
  { p95Ms: Type.Number({ exclusiveMinimum: 0, description: "95 of 100 calls stay below this many milliseconds." }) },
  { ...open, title: "Budget", description: "Latency that the plugin promises for one hook." },
);

/** What an author writes: shorthands allowed, everything with a default may be left out. */
export const PluginManifest = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: "JSON Schema of this file, for editors." })),
    manifestVersion: Type.Literal(1, { description: "Version of this format." }),
    name: Type.String({ description: "Lower-case name with single hyphens, optionally with a scope (`@acme/lint`)." }),
    version: Type.String({ description: "SemVer 2.0 version." }),
    displayName: Type.Optional(Type.String({ description: "Name for people. Default: `name`." })),
    description: Type.Optional(Type.String({ description: "What the plugin does, in one sentence." })),
    author: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Person], { description: "`Name <mail> (url)` or an object." })),
    license: Type.Optional(Type.String({ description: "SPDX expression." })),
    homepage: Type.Optional(Type.String({ description: "Page about the plugin." })),
    repository: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Repository], { description: "URL or an object." })),
    keywords: Type.Optional(strings("Words to find it by.")),
    engines: Type.Optional(Engines),
    main: Type.Optional(
      Type.String({ minLength: 1, description: "Module with the plugin object, relative to this file. Either this or `command`." }),
    ),
    command: Type.Optional(
      Type.Array(Type.String(), { minItems: 1, description: "Program and arguments of a plugin in any language. Either this or `main`." }),
    ),
    activation: Type.Optional(
      Type.Union([Type.Literal("lazy"), Type.Literal("eager")], {
        title: "Activation",
        description: "When the plugin's code is loaded: at its first call (default) or at load.",
      }),
    ),
    platforms: Type.Optional(
      strings("Platforms it runs on: `linux`, `darwin`, `win32`, or with an architecture, `linux-x64`. Left out: all."),
    ),
    hooks: Type.Optional(
      Type.Union([strings("Names of hooks, each with the defaults."), Type.Record(Type.String(), HookEntry)], {
        description: "Hooks that the plugin handles.",
      }),
    ),
    capabilities: Type.Optional(
      Type.Union([strings("Ids of capabilities, each with the defaults."), Type.Record(Type.String(), CapabilityEntry)], {
        description: "Capabilities that the plugin provides.",
      }),
    ),
    events: Type.Optional(
      Type.Record(Type.String(), EventEntry, { description: "Events of the plugin's own, each named `<plugin>:<event>`." }),
    ),
    requires: Type.Optional(Requirements),
    permissions: Type.Optional(Permissions),
    config: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({ type: "object", description: "JSON Schema of an object: the settings that a host may pass." }),
    ),
    budgets: Type.Optional(Type.Record(Type.String(), Budget, { description: "Latency budgets per hook." })),
  },
  {
    ...open,
    $id: "https://unpkg.com/@kodex/manifest/schemas/plugin.v1.schema.json",
    title: "ManifestInput",
    description: "A Kodex plugin manifest (`kodex.plugin.json`), version 1.",
  },
);
