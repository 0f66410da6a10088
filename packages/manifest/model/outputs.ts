import Type, { type TSchema } from "typebox";
import { Diagnostic } from "./diagnostic.ts";
import {
  CapabilityListing,
  ConfigFileListing,
  ConfigSetting,
  DoctorReport,
  EmitResult,
  ExplainEntry,
  InvokeResult,
  LogEntry,
  PluginListing,
  RouteCandidateEntry,
} from "./reports.ts";

/** What a switch was set to. */
const Switch = Type.Object(
  {
    plugin: Type.String({ description: "Name of the plugin." }),
    hook: Type.Optional(Type.String({ description: "The hook; absent for the whole plugin." })),
    enabled: Type.Boolean({ description: "Whether it is on now." }),
    changed: Type.Boolean({ description: "Whether the file was changed." }),
    file: Type.String({ description: "The workspace's configuration." }),
  },
  { additionalProperties: false },
);

/** `data` of each command's `--json` output. */
const data: Readonly<Record<string, TSchema>> = {
  list: Type.Object({ plugins: Type.Array(PluginListing) }, { additionalProperties: false }),
  capabilities: Type.Object({ capabilities: Type.Array(CapabilityListing) }, { additionalProperties: false }),
  route: Type.Object({ candidates: Type.Array(RouteCandidateEntry) }, { additionalProperties: false }),
  emit: EmitResult,
  invoke: InvokeResult,
  explain: Type.Object({ handlers: Type.Array(ExplainEntry) }, { additionalProperties: false }),
  doctor: DoctorReport,
  validate: Type.Object({ valid: Type.Boolean(), diagnostics: Type.Array(Diagnostic) }, { additionalProperties: false }),
  scaffold: Type.Object({ files: Type.Array(Type.String()) }, { additionalProperties: false }),
  config: Type.Object(
    {
      key: Type.Optional(Type.String({ description: "The setting that was asked for; absent when it was all of them." })),
      value: Type.Unsafe<unknown>({ description: "Its value." }),
      files: Type.Array(ConfigFileListing, { description: "The files, nearest first." }),
      settings: Type.Optional(Type.Array(ConfigSetting, { description: "Each setting with its place, when `--explain` asks for it." })),
    },
    { additionalProperties: false },
  ),
  enable: Switch,
  disable: Switch,
  logs: Type.Object({ entries: Type.Array(LogEntry, { description: "Oldest first." }) }, { additionalProperties: false }),
  // Of the list of schemas; a schema itself is printed without an envelope.
  schema: Type.Object({ names: Type.Array(Type.String()) }, { additionalProperties: false }),
};

/** `data` of a command that could not answer. */
const NoData = Type.Object({}, { additionalProperties: false });

const toEnvelope = (name: string, command: TSchema, answer: TSchema): TSchema =>
  Type.Object(
    {
      schemaVersion: Type.Literal(1),
      command,
      ok: Type.Boolean({ description: "False when the answer is bad news or the command was used wrongly." }),
      data: answer,
      diagnostics: Type.Array(Diagnostic, { description: "Findings, worst first." }),
    },
    {
      $id: `https://unpkg.com/@kodex/manifest/schemas/output/${name}.v1.schema.json`,
      title: `${name} output`,
      description: name === "failure" ? "What `--json` prints when no command could answer." : `What \`kodex ${name} --json\` prints.`,
      additionalProperties: false,
    },
  );

/**
 * The envelope around every `--json` output, one schema per command. `failure` is that of words which are no command,
 * and of commands whose answer is a document of its own.
 */
export const outputs: Readonly<Record<string, TSchema>> = {
  ...Object.fromEntries(
    Object.entries(data).map(([command, schema]) => [
      command,
      toEnvelope(command, Type.Literal(command), Type.Union([schema, NoData], { description: "The answer; empty when there is none." })),
    ]),
  ),
  failure: toEnvelope("failure", Type.String({ description: "What was typed as a command." }), NoData),
};
