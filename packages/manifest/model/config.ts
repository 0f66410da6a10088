import Type from "typebox";
import { strings } from "./strings.ts";

const HookConfig = Type.Object(
  {
    enabled: Type.Optional(Type.Boolean({ description: "`false` switches this hook of the plugin off." })),
    priority: Type.Optional(Type.Integer({ minimum: -1000, maximum: 1000, description: "Replaces the plugin's priority." })),
    before: Type.Optional(strings("Adds plugins that run after this one.")),
    after: Type.Optional(strings("Adds plugins that run before this one.")),
    timeoutMs: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 600_000, description: "Replaces the plugin's deadline, in milliseconds." }),
    ),
    onError: Type.Optional(Type.Union([Type.Literal("open"), Type.Literal("closed")], { description: "Replaces what a failure means." })),
  },
  { title: "HookConfig", description: "Settings of one hook of one plugin.", additionalProperties: false },
);

const Grant = Type.Union([Type.Literal("declared"), strings("Permission atoms.")], {
  title: "Grant",
  description: "`declared` grants all that the manifest asks for; a list grants these atoms.",
});

const PluginConfig = Type.Object(
  {
    enabled: Type.Optional(Type.Boolean({ description: "`false` keeps the plugin from loading." })),
    config: Type.Optional(
      Type.Record(Type.String(), Type.Unsafe<unknown>({}), { description: "Settings, checked against the plugin's own schema." }),
    ),
    grant: Type.Optional(Grant),
    hooks: Type.Optional(Type.Record(Type.String(), HookConfig, { description: "Settings per hook." })),
  },
  { title: "PluginConfig", description: "Settings of one plugin.", additionalProperties: false },
);

const Sources = Type.Object(
  {
    local: Type.Optional(strings("Folders with local plugins, relative to this file. Default `./plugins`.")),
    packages: Type.Optional(Type.Boolean({ description: "Look for plugins among the dependencies in `package.json`. Default true." })),
  },
  { title: "SourcesConfig", description: "Where plugins are looked for.", additionalProperties: false },
);

const CapabilityConfig = Type.Object(
  { prefer: strings("Names of plugins, most wanted first.") },
  { title: "CapabilityConfig", description: "Which provider is asked first.", additionalProperties: false },
);

export const KodexConfig = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: "JSON Schema of this file, for editors." })),
    sources: Type.Optional(Sources),
    plugins: Type.Optional(Type.Record(Type.String(), PluginConfig, { description: "Settings by plugin name." })),
    capabilities: Type.Optional(Type.Record(Type.String(), CapabilityConfig, { description: "Settings by capability id." })),
    strict: Type.Optional(Type.Boolean({ description: "The first problem at load fails the command. Default false." })),
  },
  {
    $id: "https://unpkg.com/@kodex/manifest/schemas/config.v1.schema.json",
    title: "KodexConfig",
    description: "Settings (`kodex.json`) of a workspace, a user or an organization.",
    additionalProperties: false,
  },
);
