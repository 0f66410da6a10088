import Type, { type TSchema } from "typebox";
import { Diagnostic } from "./diagnostic.ts";
import { CapabilityListing, DoctorReport, EmitResult, ExplainEntry, InvokeResult, PluginListing, RouteCandidateEntry } from "./reports.ts";

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
  // Of the list of schemas; a schema itself is printed without an envelope.
  schema: Type.Object({ names: Type.Array(Type.String()) }, { additionalProperties: false }),
};

/** `data` of a command that could not answer. */
const NoData = Type.Object({}, { additionalProperties: false });

/** The envelope around every `--json` output, one schema per command. */
export const outputs: Readonly<Record<string, TSchema>> = Object.fromEntries(
  Object.entries(data).map(([command, schema]) => [
    command,
    Type.Object(
      {
        schemaVersion: Type.Literal(1),
        command: Type.Literal(command),
        ok: Type.Boolean({ description: "False when the answer is bad news or the command was used wrongly." }),
        data: Type.Union([schema, NoData], { description: "The answer; empty when there is none." }),
        diagnostics: Type.Array(Diagnostic, { description: "Findings, worst first." }),
      },
      {
        $id: `https://unpkg.com/@kodex/manifest/schemas/output/${command}.v1.schema.json`,
        title: `${command} output`,
        description: `What \`kodex ${command} --json\` prints.`,
        additionalProperties: false,
      },
    ),
  ]),
);
