import { posix } from "node:path";
import type { Field, Variables } from "./words.ts";

/** What a shell knows while it runs a script, as far as that can be known without running it. */
export interface ShellState {
  /** Variables with a known value. */
  readonly variables: Variables;
  /** Working folder, absolute; nothing when it is not known. */
  readonly folder: string | undefined;
  /** Gives a variable a value. One that gets two different values is not known any more. */
  assign(name: string, value: string | undefined): void;
  /** Changes the working folder. */
  enter(target: Field | undefined): void;
  /** A shell that starts with the same and keeps its own changes to itself. */
  fork(): ShellState;
}

/** A shell in a folder. */
export function createShellState(folder: string | undefined, known: Variables): ShellState {
  const variables = new Map(known);
  const lost = new Set<string>();
  let current = folder;
  return {
    variables,
    get folder() {
      return current;
    },
    assign(name, value) {
      const before = variables.get(name);
      if (value === undefined || lost.has(name) || (before !== undefined && before !== value && !known.has(name))) {
        variables.delete(name);
        lost.add(name);
      } else variables.set(name, value);
    },
    enter(target) {
      if (target === undefined) current = variables.get("HOME");
      else if (!target.isExact || target.text === "-") current = undefined;
      else current = current === undefined && !target.text.startsWith("/") ? undefined : posix.resolve(current ?? "/", target.text);
    },
    fork: () => createShellState(current, variables),
  };
}
