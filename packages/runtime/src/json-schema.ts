import type { ValidateFunction } from "ajv/dist/2020.js";
import { toSchemaRefused } from "./errors.ts";

/** Says what is wrong with a value, a sentence each; nothing when it fits. */
export type ValueCheck = (value: unknown) => readonly string[];

/** Compiles JSON Schemas that plugins bring. */
export interface SchemaCompiler {
  /** A check for a schema, compiled once per schema object. @throws CapabilityError with code SCHEMA_REFUSED */
  compile(schema: boolean | Readonly<Record<string, unknown>>): Promise<ValueCheck>;
}

/** Largest text of a schema, in UTF-16 units. */
const MAX_SCHEMA_LENGTH = 256 * 1024;

/**
 * A compiler that loads Ajv at its first use. Patterns are run by a linear-time engine with RE2's rules, so that no
 * pattern of a plugin can stall the host; what RE2 cannot express is refused. References outside the schema are refused.
 */
export function createSchemaCompiler(): SchemaCompiler {
  const checks = new WeakMap<object, Promise<ValueCheck>>();
  return {
    compile(schema) {
      if (typeof schema === "boolean") return Promise.resolve(() => (schema ? [] : ["no value is accepted"]));
      const known = checks.get(schema) ?? compile(schema);
      checks.set(schema, known);
      return known;
    },
  };
}

async function compile(schema: Readonly<Record<string, unknown>>): Promise<ValueCheck> {
  const { length } = JSON.stringify(schema);
  if (length > MAX_SCHEMA_LENGTH) throw toSchemaRefused(`it is longer than ${MAX_SCHEMA_LENGTH} characters`);
  const [{ Ajv2020 }, { RE2JS }] = await Promise.all([import("ajv/dist/2020.js"), import("re2js")]);
  const regExp = (pattern: string): { test(text: string): boolean } => {
    const compiled = RE2JS.compile(pattern);
    return { test: (text) => compiled.matcher(text).find() };
  };
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateFormats: false,
    logger: false,
    code: { regExp: Object.assign(regExp, { code: "" }) as never },
  });
  try {
    const validate = ajv.compile(schema);
    return (value) => (validate(value) ? [] : toSentences(validate));
  } catch (error) {
    throw toSchemaRefused((error as Error).message);
  }
}

function toSentences(validate: ValidateFunction): readonly string[] {
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const extra = (params as { additionalProperty?: string }).additionalProperty;
    return `${instancePath === "" ? "the value" : instancePath} ${message ?? "does not fit"}${extra === undefined ? "" : ` (${JSON.stringify(extra)})`}`;
  });
}
