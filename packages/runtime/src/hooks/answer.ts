import type { Decision, HookSpec } from "@kodex/manifest";
import { findJsonProblem, toFrozenJson } from "./json-value.ts";

/** What a handler's answer means for the emit. */
export interface Answer {
  /** Payload with the patch applied; the same object when nothing was rewritten. */
  readonly payload: unknown;
  /** The vote, if it is one. */
  readonly decision?: Decision;
  /** Why. */
  readonly reason?: string;
  /** Text for the context. */
  readonly context?: string;
  /** Set when the hook has been answered; `value` may be null. */
  readonly provided?: { readonly value: unknown };
}

/** Reads an answer that is not `undefined` by the rules of its hook. Returns a sentence when it breaks them. */
export type AnswerReader = (payload: unknown, answer: unknown) => Answer | string;

/** Says in a sentence what is wrong with a result, or nothing. */
export type ResultCheck = (result: unknown) => string | undefined;

/** How strictly answers are read. */
export interface ReaderOptions {
  /** Checks a result against the hook's schema, where it has one. */
  readonly checkResult?: ResultCheck | undefined;
  /** Whether answers must be JSON, and the payloads that they make are deeply frozen. */
  readonly isStrict: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** A reader for one hook. */
export function createAnswerReader(spec: HookSpec, { checkResult, isStrict }: ReaderOptions): AnswerReader {
  const isObserved = spec.kinds.includes("observe");
  const read = isObserved ? readNothing : toKindReader(spec, checkResult);
  if (!isStrict || isObserved) return read;
  return (payload, answer) => {
    const problem = findJsonProblem(answer);
    if (problem !== undefined) return problem;
    const meaning = read(payload, answer);
    return typeof meaning === "string" || meaning.payload === payload ? meaning : { ...meaning, payload: toFrozenJson(meaning.payload) };
  };
}

/** What observers return means nothing. */
function readNothing(payload: unknown): Answer {
  return { payload };
}

function toKindReader(spec: HookSpec, checkResult: ResultCheck | undefined): AnswerReader {
  if (spec.kinds.length === 1 && spec.kinds[0] === "provide") return (payload, answer) => readProvided(payload, answer, checkResult);
  return (payload, answer) => readPatch(spec, payload, answer, checkResult);
}

/** Null is an answer, whatever the schema says of others. */
function readProvided(payload: unknown, answer: unknown, checkResult: ResultCheck | undefined): Answer | string {
  if (typeof answer === "function" || typeof answer === "symbol" || typeof answer === "bigint")
    return `a JSON value is expected, not ${describe(answer)}`;
  return (answer === null ? undefined : checkResult?.(answer)) ?? { payload, provided: { value: answer } };
}

function readPatch(spec: HookSpec, payload: unknown, answer: unknown, checkResult: ResultCheck | undefined): Answer | string {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer))
    return `an object or nothing is expected, not ${describe(answer)}`;
  const fields = answer as Fields;
  const given = toFields(payload);
  const patch: [string, unknown][] = [];
  const covered: [string, unknown][] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const role = roleOf(spec, given, key);
    const problem = findProblem(role, key, value, given[key]);
    if (problem !== undefined) return problem;
    if (role === "field") patch.push([key, value]);
    // The schema says nothing of fields that the host has added, or that are repeated and not changed.
    if (role !== "pinned" && (role !== "field" || spec.fields.includes(key))) covered.push([key, value]);
  }
  const patched = patch.length === 0 ? payload : { ...given, ...Object.fromEntries(patch) };
  return checkResult?.(Object.fromEntries(covered)) ?? { payload: patched, ...toVote(spec, fields) };
}

/** What a key of an answer is for. */
type Role = "decision" | "text" | "extra" | "field" | "pinned";

function roleOf(spec: HookSpec, payload: Fields, key: string): Role | undefined {
  if (spec.kinds.includes("gate") && key === "decision") return "decision";
  if (spec.kinds.includes("gate") && key === "reason") return "text";
  if (spec.extras.includes(key)) return key === "context" || key === spec.denial ? "text" : "extra";
  if (!Object.hasOwn(payload, key) && !spec.fields.includes(key)) return undefined;
  return spec.rewrites && !spec.pinned.includes(key) ? "field" : "pinned";
}

function findProblem(role: Role | undefined, key: string, value: unknown, given: unknown): string | undefined {
  if (role === undefined) return `"${key}" is neither a field of the payload nor a key of the result`;
  if (role === "decision" && value !== "allow" && value !== "ask" && value !== "deny")
    return `"decision" must be "allow", "ask" or "deny", not ${describe(value)}`;
  if (role === "text" && typeof value !== "string") return `"${key}" must be a text, not ${describe(value)}`;
  if (role === "pinned" && !isSameJson(value, given)) return `"${key}" is pinned and was changed`;
  return undefined;
}

/** Everything but the patch: the vote, the context, the answer. */
function toVote(spec: HookSpec, answer: Fields): Omit<Answer, "payload"> {
  const votes = spec.kinds.includes("gate");
  const denied = spec.denial === undefined ? undefined : answer[spec.denial];
  const decision = denied !== undefined ? "deny" : votes ? answer["decision"] : undefined;
  const reason = denied ?? (votes ? answer["reason"] : undefined);
  const context = spec.extras.includes("context") ? answer["context"] : undefined;
  const provided = spec.answer === undefined || answer[spec.answer] === undefined ? undefined : { value: answer[spec.answer] };
  return {
    ...(decision === undefined ? {} : { decision: decision as Decision }),
    ...(reason === undefined ? {} : { reason: reason as string }),
    ...(context === undefined ? {} : { context: context as string }),
    ...(provided === undefined ? {} : { provided }),
  };
}

/** Only an object has fields that an answer may patch. */
function toFields(payload: unknown): Fields {
  return typeof payload === "object" && payload !== null && !Array.isArray(payload) ? (payload as Fields) : {};
}

/** Deep equality of JSON values; key order does not count. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameJson((a as Fields)[key], (b as Fields)[key]))
  );
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
