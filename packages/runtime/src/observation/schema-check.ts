import type { PluginManifest } from "@kodex/manifest";
import { toErrorMessage } from "../errors.ts";
import type { SchemaCompiler } from "../schemas/schema-compiler.ts";

/** A JSON Schema of a plugin that cannot be used. */
export interface SchemaProblem {
  /** `name@version`. */
  readonly plugin: string;
  /** Where it stands in the manifest, such as `capabilities.code.format.input`. */
  readonly key: string;
  /** What it is the schema of. */
  readonly part: string;
  /** Why. */
  readonly reason: string;
}

/** Compiles every schema that plugins bring, in order, and gives those that cannot be used. */
export async function findSchemaProblems(
  plugins: readonly { readonly id: string; readonly manifest: PluginManifest }[],
  schemas: SchemaCompiler,
): Promise<readonly SchemaProblem[]> {
  const parts = plugins.flatMap(({ id, manifest }) => [
    ...Object.entries(manifest.capabilities).flatMap(([capability, { input, output }]) => [
      { plugin: id, key: `capabilities.${capability}.input`, part: `the input of "${capability}"`, schema: input },
      { plugin: id, key: `capabilities.${capability}.output`, part: `the output of "${capability}"`, schema: output },
    ]),
    ...(manifest.config === undefined ? [] : [{ plugin: id, key: "config", part: "its settings", schema: manifest.config }]),
  ]);
  const reasons = await Promise.all(parts.map(({ schema }) => schemas.compile(schema).then(() => undefined, toErrorMessage)));
  return parts.flatMap(({ key, part, plugin }, place) => {
    const reason = reasons[place];
    return reason === undefined ? [] : [{ plugin, key, part, reason }];
  });
}
