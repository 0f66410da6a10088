import type { PluginManifest } from "@kodex/manifest";
import { toErrorMessage } from "../errors.ts";
import type { SchemaCompiler } from "../schemas/schema-compiler.ts";

/** A JSON Schema, of a plugin or of the host, that cannot be used. */
export interface SchemaProblem {
  /** `name@version`; absent for a schema of the host. */
  readonly plugin?: string;
  /** Where it stands: in the manifest, such as `capabilities.code.format.input`, or in what is passed to `defineHooks`. */
  readonly key: string;
  /** What it is the schema of. */
  readonly part: string;
  /** Why. */
  readonly reason: string;
}

/** Whose schemas are looked at. */
export interface SchemaOwners {
  /** Plugins in order. */
  readonly plugins: readonly { readonly id: string; readonly manifest: PluginManifest }[];
  /** Schemas of the host's own events. */
  readonly events: EventSchemaMap;
}

type Schema = boolean | Readonly<Record<string, unknown>>;
type EventSchemaMap = Readonly<Record<string, { readonly payload?: Schema; readonly result?: Schema }>>;

/** Compiles every schema that plugins and the host bring, in order, and gives those that cannot be used. */
export async function findSchemaProblems({ events, plugins }: SchemaOwners, schemas: SchemaCompiler): Promise<readonly SchemaProblem[]> {
  const parts = [...plugins.flatMap(toPluginParts), ...toEventParts(events, "")];
  const reasons = await Promise.all(parts.map(({ schema }) => schemas.compile(schema).then(() => undefined, toErrorMessage)));
  return parts.flatMap(({ key, part, plugin }, place) => {
    const reason = reasons[place];
    return reason === undefined ? [] : [{ ...(plugin === undefined ? {} : { plugin }), key, part, reason }];
  });
}

/** One schema, and where it stands. */
interface Part extends Omit<SchemaProblem, "reason"> {
  readonly schema: Schema;
}

function toPluginParts({ id, manifest }: SchemaOwners["plugins"][number]): readonly Part[] {
  return [
    ...Object.entries(manifest.capabilities).flatMap(([capability, { input, output }]) => [
      { plugin: id, key: `capabilities.${capability}.input`, part: `the input of "${capability}"`, schema: input },
      { plugin: id, key: `capabilities.${capability}.output`, part: `the output of "${capability}"`, schema: output },
    ]),
    ...toEventParts(manifest.events, "events.").map((part) => ({ ...part, plugin: id })),
    ...(manifest.config === undefined ? [] : [{ plugin: id, key: "config", part: "its settings", schema: manifest.config }]),
  ];
}

function toEventParts(events: EventSchemaMap, place: string): readonly Part[] {
  return Object.entries(events).flatMap(([event, { payload = true, result = true }]) => [
    { key: `${place}${event}.payload`, part: `the payload of "${event}"`, schema: payload },
    { key: `${place}${event}.result`, part: `the result of "${event}"`, schema: result },
  ]);
}
