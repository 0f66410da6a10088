import type { Handler } from "../src/hooks/handler.ts";

/** A handler for tests of the bus: named, synchronous, of the project, unless told otherwise. */
export function createHandler(changes: Partial<Handler> & { readonly name: string }): Handler {
  return {
    label: `${changes.name}@1.0.0`,
    tier: "project",
    priority: 0,
    constraints: [],
    timeoutMs: 1000,
    failsClosed: false,
    match: {},
    contexts: (scope) => scope as never,
    call: () => undefined,
    isAsync: true,
    ...changes,
  };
}

/** `before` or `after` in the form of a manifest. */
export const before = (other: string): Handler["constraints"][number] => ({ kind: "before", other, origin: "manifest" });
export const after = (other: string): Handler["constraints"][number] => ({ kind: "after", other, origin: "manifest" });
