import type { Decision, HookSpec } from "@kodex/manifest";

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

type Fields = Readonly<Record<string, unknown>>;

/** Reads an answer that is not `undefined` by the rules of the hook's kinds. Returns a sentence when it breaks them. */
export function readAnswer(spec: HookSpec, payload: unknown, answer: unknown): Answer | string {
  if (isProvideOnly(spec)) return { payload, provided: { value: answer } };
  if (spec.kinds.includes("observe")) return { payload };
  if (typeof answer !== "object" || answer === null || Array.isArray(answer))
    return `an object or nothing is expected, not ${describe(answer)}`;
  const fields = answer as Fields;
  const problem = findKeyProblem(spec, payload as Fields, fields);
  return problem ?? toAnswer(spec, payload as Fields, fields);
}

/** Whether the hook only asks for an answer. */
export function isProvideOnly(spec: HookSpec): boolean {
  return spec.kinds.length === 1 && spec.kinds[0] === "provide";
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

function findKeyProblem(spec: HookSpec, payload: Fields, answer: Fields): string | undefined {
  for (const key of Object.keys(answer)) {
    const value = answer[key];
    if (value === undefined) continue;
    const role = roleOf(spec, payload, key);
    if (role === undefined) return `"${key}" is neither a field of the payload nor a key of the result`;
    if (role === "decision" && value !== "allow" && value !== "ask" && value !== "deny")
      return `"decision" must be "allow", "ask" or "deny", not ${describe(value)}`;
    if (role === "text" && typeof value !== "string") return `"${key}" must be a text, not ${describe(value)}`;
    if (role === "pinned" && !isSameJson(value, payload[key])) return `"${key}" is pinned and was changed`;
  }
  return undefined;
}

function toAnswer(spec: HookSpec, payload: Fields, answer: Fields): Answer {
  const { denial } = spec;
  const denied = denial === undefined ? undefined : answer[denial];
  const decision = denied === undefined ? answer["decision"] : "deny";
  const reason = denied ?? answer["reason"];
  const context = spec.extras.includes("context") ? answer["context"] : undefined;
  const provided = spec.answer === undefined || answer[spec.answer] === undefined ? undefined : { value: answer[spec.answer] };
  return {
    payload: toPatched(spec, payload, answer),
    ...(decision === undefined ? {} : { decision: decision as Decision }),
    ...(reason === undefined ? {} : { reason: reason as string }),
    ...(context === undefined ? {} : { context: context as string }),
    ...(provided === undefined ? {} : { provided }),
  };
}

function toPatched(spec: HookSpec, payload: Fields, answer: Fields): Fields {
  const patch = Object.entries(answer).filter(([key, value]) => value !== undefined && roleOf(spec, payload, key) === "field");
  return patch.length === 0 ? payload : { ...payload, ...Object.fromEntries(patch) };
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
