import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneModule from "ajv/dist/standalone/index.js";
import type { Json, JsonObject } from "./hoist.ts";

// The package is CommonJS: what it exports by default arrives one level deeper than its types say.
const { default: standalone } = standaloneModule as unknown as {
  default: (ajv: Ajv2020, exports: Readonly<Record<string, string>>) => string;
};

/**
 * JavaScript of one module with a validation function per schema, collecting all errors.
 * `exports` maps the name of each export to its schema.
 */
export function emitValidators(exports: Readonly<Record<string, JsonObject>>): string {
  // `unicode: false` only changes how lengths are counted; every length here is 0 or 1. It is deprecated, hence no logger.
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strict: true,
    unicodeRegExp: true,
    unicode: false,
    logger: false,
    code: { source: true, esm: true, optimize: 2 },
  });
  const refs: Record<string, string> = {};
  for (const [name, schema] of Object.entries(exports)) {
    const id = `urn:kodex:${name}`;
    ajv.addSchema({ ...(withoutProse(schema) as JsonObject), $id: id });
    refs[name] = id;
  }
  const code = standalone(ajv, refs);
  if (code.includes("require(")) throw new Error("a validator needs a module at run time");
  return code;
}

/** Titles and descriptions would be carried into the code. */
function withoutProse(node: Json): Json {
  if (Array.isArray(node)) return node.map(withoutProse);
  if (node === null || typeof node !== "object") return node;
  const kept = Object.entries(node).filter(
    ([key, value]) => !((key === "description" || key === "title" || key === "$id") && typeof value === "string"),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutProse(value)]));
}
