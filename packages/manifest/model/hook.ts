import Type, { type TProperties, type TSchema } from "typebox";

export type Kind = "observe" | "transform" | "gate" | "provide";

/** That something is to go. */
export interface Deprecation {
  /** API version that deprecated it. */
  readonly since: string;
  /** API version that no longer has it. */
  readonly removal: string;
  /** What to use instead, if there is something. */
  readonly replacement?: string;
}

/** One row of the vocabulary, as it is written down in `hooks.ts`. */
export interface HookDefinition {
  /** One kind, or two where handlers may do both. */
  readonly kinds: readonly Kind[];
  /** When the host emits it. */
  readonly summary: string;
  /** Fields of the payload. */
  readonly payload: TProperties;
  /** `payload`: handlers may return payload fields to rewrite. `none`: only the extras. */
  readonly rewrites: "payload" | "none";
  /** Keys of a result beyond the payload's, apart from a gate's `decision` and `reason`. */
  readonly extras?: TProperties;
  /** Payload fields that a result may repeat but not change. */
  readonly pinned?: readonly string[];
  /** The extra that answers, for hooks that both transform and provide. */
  readonly answer?: string;
  /** The extra that is a denial spelled out. */
  readonly denial?: string;
  /** After this many denials in a row, counted by the host in a payload field, denials no longer count. */
  readonly denialLimit?: { readonly field: string; readonly max: number };
  /** Replayed to plugins that activate later. */
  readonly historic?: boolean;
  /** Only host handlers may take part. */
  readonly hostOnly?: boolean;
  /** The hook is to go. */
  readonly deprecated?: Deprecation;
  /** Payload fields that are to go. */
  readonly deprecatedFields?: Readonly<Record<string, Deprecation>>;
}

export const text = (description: string): TSchema => Type.String({ description });
export const json = (description: string): TSchema => Type.Unsafe<unknown>({ description });
export const number = (description: string): TSchema => Type.Number({ description });
export const list = (item: TSchema, description: string): TSchema => Type.Array(item, { description });
export const optional = (schema: TSchema): TSchema => Type.Optional(schema);

export const Decision = Type.Union([Type.Literal("allow"), Type.Literal("ask"), Type.Literal("deny")], {
  title: "Decision",
  description: "`deny` outweighs `ask`, `ask` outweighs `allow`.",
});

const verdict = {
  decision: Type.Optional(Decision),
  reason: Type.Optional(Type.String({ description: "Why, in a sentence for the person or the model that is told." })),
};

/** Schema of what the host passes: open, since hosts may add fields. */
export function toPayloadSchema(name: string, hook: HookDefinition): TSchema {
  return Type.Object(hook.payload, { title: `${toTypeName(name)}Payload`, description: hook.summary });
}

/** Schema of what a handler may return, besides `undefined`. */
export function toResultSchema(name: string, hook: HookDefinition): TSchema {
  const title = `${toTypeName(name)}Result`;
  if (hook.kinds.every((kind) => kind === "observe"))
    return Type.Unsafe<unknown>({ title, description: `Ignored: who observes \`${name}\` answers nothing.` });
  if (hook.kinds.every((kind) => kind === "provide")) return toAnswerSchema(title, name, hook);
  const rewritten = hook.rewrites === "payload" ? Type.Partial(Type.Object(hook.payload)).properties : {};
  const extras = Type.Partial(Type.Object(hook.extras ?? {})).properties;
  const properties = { ...rewritten, ...(hook.kinds.includes("gate") ? verdict : {}), ...extras };
  const description = `What a handler of \`${name}\` may return.`;
  // A transform may also rewrite fields that the host added, so only hooks without a patch are closed.
  return Type.Object(
    properties,
    hook.rewrites === "payload" ? { title, description } : { title, description, additionalProperties: false },
  );
}

/** Schema of an answer: whole, or `null`, which answers too; only `undefined` passes the question on. */
function toAnswerSchema(title: string, name: string, hook: HookDefinition): TSchema {
  const answer = Type.Object(hook.extras ?? {}, { additionalProperties: false });
  return Type.Union([answer, Type.Null()], { title, description: `What a handler of \`${name}\` may answer.` });
}

export function toTypeName(name: string): string {
  return name.replace(/(?:^|[.])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
