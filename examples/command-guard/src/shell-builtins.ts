import type { Assignment, Command } from "unbash";
import { toOperands } from "./options.ts";
import type { ShellState } from "./shell-state.ts";
import { type Field, joinFields, toFields } from "./words.ts";

/** Builtins that give variables values that are not known. */
const SETTERS = new Set(["read", "mapfile", "readarray", "unset", "getopts", "let"]);

/** What a command changes in the shell itself: its variables and its folder. */
export function applyBuiltin({ args, name, prefix }: Command, fields: readonly Field[], state: ShellState): void {
  const assignments = name === undefined ? prefix : args;
  for (const assignment of assignments) if (assignment.type === "Assignment") assign(assignment, state);
  const [program, ...rest] = fields;
  if (program?.text === "cd" || program?.text === "pushd") state.enter(toOperands(rest)[0]);
  else if (program?.text === "popd") state.enter({ text: "", isExact: false, isDownload: false });
  else if (SETTERS.has(program?.text ?? "")) for (const { text } of rest) state.assign(text, undefined);
  else if (program?.text === "printf" && rest[0]?.text === "-v") state.assign(rest[1]?.text ?? "", undefined);
}

function assign({ append, index, name, value }: Assignment, state: ShellState): void {
  if (value.type !== "Word" || append === true || index !== undefined) return state.assign(name, undefined);
  // The right side of an assignment is not split.
  const { isExact, text } = joinFields(toFields(value, state.variables));
  state.assign(name, isExact ? text : undefined);
}
