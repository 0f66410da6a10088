import { KodexError } from "@kodex/manifest";

/** Text of anything that can be thrown. */
export function toErrorMessage(thrown: unknown): string {
  if (thrown === undefined) return "undefined was thrown";
  if (typeof thrown === "string") return thrown;
  const message = typeof thrown === "object" && thrown !== null ? (thrown as { message?: unknown }).message : undefined;
  if (typeof message === "string" && message !== "") return message;
  return thrown instanceof Error ? thrown.name : `${thrown === null ? "null" : `a value of type ${typeof thrown}`} was thrown`;
}

/** Anything that can be thrown, as a JSON value. */
export function toErrorValue(thrown: unknown): { readonly name: string; readonly code?: string; readonly message: string } {
  const { code, name } = (typeof thrown === "object" && thrown !== null ? thrown : {}) as { code?: unknown; name?: unknown };
  return {
    name: typeof name === "string" ? name : typeof thrown,
    ...(typeof code === "string" ? { code } : {}),
    message: toErrorMessage(thrown),
  };
}

/** What to do about it, where what was thrown says so. */
export function toHint(thrown: unknown): { readonly hint: string } | undefined {
  return KodexError.is(thrown) && thrown.hint !== undefined ? { hint: thrown.hint } : undefined;
}
