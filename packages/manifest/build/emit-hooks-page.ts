import type { Deprecation, HookDefinition } from "../model/hook.ts";
import type { Json, JsonObject } from "./hoist.ts";

/** `docs/hooks.md`: every hook with its kinds, payload and result. */
export function emitHooksPage(hooks: Readonly<Record<string, HookDefinition>>, document: JsonObject): string {
  const defs = document["$defs"] as JsonObject;
  const schemas = document["properties"] as JsonObject;
  const sections = Object.entries(hooks).map(([name, hook]) => {
    const { payload, result } = (schemas[name] as JsonObject)["properties"] as { payload: JsonObject; result: JsonObject };
    return [
      `## \`${name}\``,
      "",
      `${hook.summary} *${hook.kinds.join(" + ")}*${notes(hook)}`,
      "",
      ...table("Payload", payload, defs),
      ...table("Result", result, defs),
    ].join("\n");
  });
  return [
    "# Hooks",
    "",
    "Made from the vocabulary by `pnpm generate`; edit `packages/manifest/model/hooks.ts` instead. How answers are merged stands in [the guide to hooks](guide/hooks-and-order.md).",
    "",
    ...sections,
  ].join("\n");
}

function notes(hook: HookDefinition): string {
  const parts = [
    hook.historic === true ? "Replayed to plugins that activate later." : "",
    hook.hostOnly === true ? "Host handlers only." : "",
    hook.pinned === undefined ? "" : `Pinned: ${hook.pinned.map((key) => `\`${key}\``).join(", ")}.`,
    hook.deprecated === undefined ? "" : toDeprecationNote(hook.deprecated),
    hook.denialLimit === undefined ? "" : `At most ${hook.denialLimit.max} denials in a row.`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : ` · ${parts.join(" ")}`;
}

function toDeprecationNote({ removal, replacement, since }: Deprecation): string {
  const instead = replacement === undefined ? "" : ` Use \`${replacement}\` instead.`;
  return `Deprecated since ${since}, removed in ${removal}.${instead}`;
}

function table(heading: string, reference: JsonObject, defs: JsonObject): string[] {
  const target = resolve(reference, defs);
  // An answer may also be null.
  const branches = (target["anyOf"] ?? []) as JsonObject[];
  if (branches[0]?.["properties"] !== undefined) return table(`${heading}, or \`null\``, branches[0], defs);
  const properties = Object.entries((target["properties"] ?? {}) as JsonObject);
  if (properties.length === 0) return [];
  const required = new Set((target["required"] ?? []) as string[]);
  const rows = properties.map(([key, value]) => {
    const { description } = resolve(value as JsonObject, defs);
    return `| \`${key}${required.has(key) ? "" : "?"}\` | ${typeOf(value as JsonObject, defs)} | ${String((value as JsonObject)["description"] ?? description ?? "")} |`;
  });
  return [`| ${heading} | type | |`, "|---|---|---|", ...rows, ""];
}

function resolve(schema: JsonObject, defs: JsonObject): JsonObject {
  const reference = schema["$ref"];
  return typeof reference === "string" ? (defs[reference.replace("#/$defs/", "")] as JsonObject) : schema;
}

function typeOf(schema: JsonObject, defs: JsonObject): string {
  const target = resolve(schema, defs);
  if (Array.isArray(target["anyOf"]))
    return target["anyOf"].map((item) => `\`${String((item as JsonObject)["const"] as Json)}\``).join(" or ");
  if (target["type"] === "array") return `list of ${typeOf(target["items"] as JsonObject, defs)}`;
  return typeof target["type"] === "string" ? target["type"] : "any JSON";
}
