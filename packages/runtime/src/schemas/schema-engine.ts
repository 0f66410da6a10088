import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";

/** Turns schemas into validators. */
export interface SchemaEngine {
  /** A validator that gathers every violation. @throws Error when the schema is not valid, or refers to another document */
  compile(schema: Readonly<Record<string, unknown>>): ValidateFunction;
}

/**
 * Loads Ajv. Patterns are run by a linear-time engine with RE2's rules, so that no pattern can stall the host; what RE2
 * cannot express is refused. Each schema has an instance of its own, so that none can refer to another plugin's.
 */
export async function loadSchemaEngine(): Promise<SchemaEngine> {
  const [{ Ajv2020 }, { RE2JS }] = await Promise.all([import("ajv/dist/2020.js"), import("re2js")]);
  const regExp = (pattern: string): { test(text: string): boolean } => {
    const compiled = RE2JS.compile(pattern);
    return { test: (text) => compiled.matcher(text).find() };
  };
  const options = {
    allErrors: true,
    strict: false,
    validateFormats: false,
    logger: false,
    code: { regExp: Object.assign(regExp, { code: "" }) as never },
  } as const;
  // The meta-schema is compiled once: that takes far longer than a schema.
  const meta = new Ajv2020(options);
  return {
    compile(schema) {
      if (meta.validateSchema(schema) !== true) throw new Error(toSentences(meta.errors, "the schema").join("; "));
      return new Ajv2020({ ...options, meta: false, validateSchema: false }).compile(schema);
    },
  };
}

/** Most sentences about one value: nobody reads more, and a value may have millions of faults. */
const MAX_SENTENCES = 20;

/** What is wrong with a value, a sentence each. */
export function toSentences(errors: readonly ErrorObject[] | null | undefined, whole: string): readonly string[] {
  const all = errors ?? [];
  const sentences = all.slice(0, MAX_SENTENCES).map(({ instancePath, message, params }) => {
    const extra = (params as { additionalProperty?: string }).additionalProperty;
    return `${instancePath === "" ? whole : instancePath} ${message ?? "does not fit"}${extra === undefined ? "" : ` (${JSON.stringify(extra)})`}`;
  });
  return all.length > MAX_SENTENCES ? [...sentences, `${all.length - MAX_SENTENCES} more`] : sentences;
}
