/** Largest text of a schema, in UTF-16 units. */
const MAX_LENGTH = 256 * 1024;
/** Most levels of nesting. */
const MAX_DEPTH = 64;
/** Longest pattern, in UTF-16 units: the time to match grows with it. */
const MAX_PATTERN_LENGTH = 1000;

const DIALECT = "https://json-schema.org/draft/2020-12/schema";
/** Keywords whose cost is not bounded by the sizes of schema and value alone. */
const COSTLY: ReadonlySet<string> = new Set(["$ref", "$dynamicRef", "uniqueItems", "pattern", "patternProperties"]);

/** What is to be known about a schema before it is compiled. */
export interface SchemaAssessment {
  /** Why it is refused, if it is. */
  readonly refusal?: string;
  /** Whether checking a value may take long, however small schema and value are. */
  readonly isCostly: boolean;
}

/** Holds a schema to the limits: size, depth, length of patterns, dialect, and no key that reaches a prototype. */
export function assessSchema(schema: Readonly<Record<string, unknown>>): SchemaAssessment {
  const assessment = { isCostly: false };
  const refusal = findDialectFault(schema["$schema"]) ?? inspect(schema, 1, assessment) ?? findLengthFault(schema);
  return refusal === undefined ? assessment : { ...assessment, refusal };
}

function findDialectFault(dialect: unknown): string | undefined {
  if (dialect === undefined || dialect === DIALECT || dialect === `${DIALECT}#`) return undefined;
  return `its "$schema" is ${JSON.stringify(dialect)}, where "${DIALECT}" is expected`;
}

/** Only after the depth is known to be bounded, so that it ends. */
function findLengthFault(schema: object): string | undefined {
  const { length } = JSON.stringify(schema);
  return length > MAX_LENGTH ? `it has ${length} characters, more than ${MAX_LENGTH}` : undefined;
}

function inspect(value: unknown, depth: number, assessment: { isCostly: boolean }): string | undefined {
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint")
    return `it holds a ${typeof value}, which is no JSON value`;
  if (typeof value !== "object" || value === null) return undefined;
  if (depth > MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} levels deep`;
  for (const [key, part] of Object.entries(value)) {
    const fault = findKeyFault(key, part) ?? inspect(part, depth + 1, assessment);
    if (fault !== undefined) return fault;
    assessment.isCostly ||= COSTLY.has(key);
  }
  return undefined;
}

function findKeyFault(key: string, part: unknown): string | undefined {
  if (key === "__proto__" || key === "constructor" || key === "prototype") return `it has the key "${key}"`;
  // Such a schema gives a promise for an answer, which is neither yes nor no.
  if (key === "$async" && part === true) return `it has "$async", which only the host's own schemas may have`;
  const patterns = key === "pattern" ? [part] : key === "patternProperties" && typeof part === "object" ? Object.keys(part ?? {}) : [];
  const long = patterns.find((pattern) => typeof pattern === "string" && pattern.length > MAX_PATTERN_LENGTH);
  return long === undefined ? undefined : `it has a pattern of ${(long as string).length} characters, more than ${MAX_PATTERN_LENGTH}`;
}
