import { toKeyMissing, toKeyUnknown, toTypeWrong, toValueInvalid } from "../diagnostics.ts";
import type { Finding } from "../finding.ts";
import { findClosest } from "../find-closest.ts";
import { toKeys, toPointer, valueAt } from "../json/pointer.ts";
import type { SchemaError, SchemaValidator } from "./schema-validator.ts";

/** What is needed to turn violations into sentences. */
export interface SchemaSubject {
  /** Who is checked, such as `lint@0.4.1`. */
  readonly who: string;
  /** Keys that an object may have, by its place (`/hooks/*`), for a did-you-mean. */
  readonly knownKeys: Readonly<Record<string, readonly string[]>>;
  /** Whether keys that begin with `x-` are free. */
  readonly foreignKeys?: boolean;
}

/** Every violation of a schema, one finding each. */
export function toSchemaFindings(validator: SchemaValidator, value: unknown, subject: SchemaSubject): Finding[] {
  if (validator(value)) return [];
  return withoutBranchNoise(validator.errors ?? []).map((error) => toFinding(error, value, subject));
}

/** A violation of a union, with what its branches would have taken. */
interface UnionError extends SchemaError {
  readonly expected: readonly string[];
}

/**
 * A value that fits no branch of a union violates every branch, and Ajv reports them all. What helps a person is
 * the violations inside the branch of the value's own type; where there are none, one sentence with what is allowed.
 */
function withoutBranchNoise(errors: readonly SchemaError[]): (SchemaError | UnionError)[] {
  const dropped = new Set<SchemaError>();
  const expected = new Map<SchemaError, string[]>();
  for (const union of errors.filter(({ keyword }) => keyword === "anyOf")) {
    const { instancePath: path } = union;
    const inside = errors.filter((error) => error !== union && (error.instancePath === path || error.instancePath.startsWith(`${path}/`)));
    const mismatches = inside.filter(({ instancePath, keyword }) => instancePath === path && (keyword === "type" || keyword === "const"));
    for (const mismatch of mismatches) dropped.add(mismatch);
    if (mismatches.length < inside.length) dropped.add(union);
    expected.set(
      union,
      mismatches.map((error) =>
        error.keyword === "const" ? JSON.stringify(error.params["allowedValue"]) : describeTypes(error.params["type"]),
      ),
    );
  }
  return errors
    .filter((error) => !dropped.has(error))
    .map((error) => (error.keyword === "anyOf" ? { ...error, expected: expected.get(error) ?? [] } : error));
}

function toFinding(error: SchemaError | UnionError, root: unknown, { foreignKeys, knownKeys, who }: SchemaSubject): Finding {
  const { instancePath: path, keyword, params } = error;
  const value = valueAt(root, path);
  switch (keyword) {
    case "additionalProperties": {
      const key = String(params["additionalProperty"]);
      const closest = findClosest(key, keysAt(knownKeys, path));
      const otherwise = foreignKeys === true ? `Remove "${key}", or let it begin with "x-".` : `Remove "${key}".`;
      return toKeyUnknown(who, toPointer(path, key), key, closest === undefined ? otherwise : `Did you mean "${closest}"?`);
    }
    case "required":
      return toKeyMissing(path === "" ? who : `${who} at ${path}`, path, String(params["missingProperty"]));
    case "type":
      return toNamesWrong(who, path, value) ?? toTypeWrong(who, path, describeTypes(params["type"]), describeValue(value));
    case "anyOf":
      return toTypeWrong(
        who,
        path,
        (error as UnionError).expected.join(" or "),
        typeof value === "string" ? JSON.stringify(value) : describeValue(value),
      );
    default:
      return toValueInvalid(who, path, value, describeRule(keyword, params));
  }
}

/** Hooks and capabilities may be a list of names; whoever has more to say of them writes an object by name instead. */
function toNamesWrong(who: string, path: string, value: unknown): Finding | undefined {
  const [, list] = /^\/(hooks|capabilities)\/\d+$/.exec(path) ?? [];
  if (list === undefined || typeof value !== "object" || value === null) return undefined;
  return { ...toTypeWrong(who, path, "a name", describeValue(value)), hint: `Write "${list}" as an object of these, by their names.` };
}

function keysAt(table: SchemaSubject["knownKeys"], pointer: string): readonly string[] {
  const keys = toKeys(pointer);
  const fits = (place: string): boolean => {
    const pattern = toKeys(place);
    return pattern.length === keys.length && pattern.every((key, index) => key === "*" || key === keys[index]);
  };
  return Object.entries(table).find(([place]) => fits(place))?.[1] ?? [];
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  object: "an object",
  array: "a list",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  null: "null",
};

function describeTypes(type: unknown): string {
  const names = Array.isArray(type) ? type : String(type).split(",");
  return names.map((name) => TYPE_NAMES[String(name)] ?? String(name)).join(" or ");
}

function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return typeof value === "boolean" ? String(value) : (TYPE_NAMES[type] ?? type);
}

function describeRule(keyword: string, params: Readonly<Record<string, unknown>>): string {
  switch (keyword) {
    case "const":
      return `be ${JSON.stringify(params["allowedValue"])}`;
    case "minLength":
    case "minItems":
      return "not be empty";
    case "pattern":
      return `match ${String(params["pattern"])}`;
    default:
      return `be ${params["comparison"] as string} ${params["limit"] as number}`;
  }
}
