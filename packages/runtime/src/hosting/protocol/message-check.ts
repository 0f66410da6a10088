/** Most levels of objects and lists in a message. */
const MAX_DEPTH = 200;

/**
 * What makes a parsed value unfit to be handed on, in half a sentence: a key `__proto__`, which would change the
 * prototype of whatever it is assigned to, or a depth that overflows the stack of whoever walks it. Nothing when it is fit.
 */
export function findUnfit(value: unknown): string | undefined {
  let level: readonly object[] = isObject(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return `has more than ${MAX_DEPTH} levels`;
    const next: object[] = [];
    for (const container of level) {
      if (Object.hasOwn(container, "__proto__")) return 'has a key "__proto__"';
      for (const child of Object.values(container)) if (isObject(child)) next.push(child);
    }
    level = next;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
