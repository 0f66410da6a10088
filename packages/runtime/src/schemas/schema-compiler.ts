import type { ValidateFunction } from "ajv/dist/2020.js";
import { toErrorMessage, toSchemaRefused } from "../errors.ts";
import { loadSchemaEngine, type SchemaEngine, toSentences } from "./schema-engine.ts";
import { assessSchema } from "./schema-limits.ts";
import { createTimeLimit } from "./time-limit.ts";

/** Says what is wrong with a value, a sentence each; nothing when it fits. Never throws: what cannot be checked does not fit. */
export type ValueCheck = (value: unknown) => readonly string[];

/** Compiles JSON Schemas that plugins bring. */
export interface SchemaCompiler {
  /** A check for a schema, compiled once per schema object. @throws CapabilityError with code SCHEMA_REFUSED */
  compile(schema: boolean | Readonly<Record<string, unknown>>): Promise<ValueCheck>;
}

/** Longest that compiling a schema may take, in milliseconds; far more than an honest one needs on a busy machine. */
const COMPILE_LIMIT_MS = 10_000;
/** Longest that checking one value may take, in milliseconds. */
const CHECK_LIMIT_MS = 1000;

/**
 * A compiler that loads Ajv at its first use. Schemas are held to limits on size, depth and patterns; those that refer
 * to other documents are refused. Checks that a small schema can make arbitrarily long, such as references that double,
 * are given up after a second.
 *
 * @param checkLimitMs longest that one check may take, in milliseconds
 */
export function createSchemaCompiler(checkLimitMs: number = CHECK_LIMIT_MS): SchemaCompiler {
  const checks = new WeakMap<object, Promise<ValueCheck>>();
  const compiling = createTimeLimit(COMPILE_LIMIT_MS);
  const checking = createTimeLimit(checkLimitMs);
  let engine: Promise<SchemaEngine> | undefined;

  async function compile(schema: unknown): Promise<ValueCheck> {
    if (!isRecord(schema)) throw toSchemaRefused("it is neither an object nor a boolean");
    const { isCostly, refusal } = assessSchema(schema);
    if (refusal !== undefined) throw toSchemaRefused(refusal);
    const { compile: toValidator } = await (engine ??= loadSchemaEngine());
    try {
      const validate = compiling.run(() => toValidator(schema));
      return toCheck(validate, isCostly ? (value) => checking.run(() => validate(value)) : validate);
    } catch (error) {
      throw toSchemaRefused(toErrorMessage(error));
    }
  }

  return {
    compile(schema) {
      if (typeof schema === "boolean") return Promise.resolve(() => (schema ? [] : ["no value is accepted"]));
      if (!isRecord(schema)) return compile(schema);
      const known = checks.get(schema) ?? compile(schema);
      checks.set(schema, known);
      return known;
    },
  };
}

function toCheck(validate: ValidateFunction, run: (value: unknown) => unknown): ValueCheck {
  return (value) => {
    try {
      return run(value) === true ? [] : toSentences(validate.errors, "the value");
    } catch (error) {
      return [`the value cannot be checked: ${toErrorMessage(error)}`];
    }
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
