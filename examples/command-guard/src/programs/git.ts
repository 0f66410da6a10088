import type { ProgramCheck } from "../invocation.ts";
import { hasLetter, hasLong, toOperands } from "../options.ts";
import type { RuleId } from "../rules.ts";
import type { Field } from "../words.ts";

/** Options of git itself that take the next argument. */
const GLOBAL_VALUES = new Set(["-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path", "--config-env"]);

type SubcommandCheck = (args: readonly Field[]) => readonly RuleId[];

const when = (condition: boolean, rule: RuleId): readonly RuleId[] => (condition ? [rule] : []);
const isWholeTree = (args: readonly Field[]): boolean => toOperands(args).some(({ text }) => [".", ":/", "*", "./"].includes(text));

const SUBCOMMANDS: Readonly<Record<string, SubcommandCheck>> = {
  push(args) {
    const isLease = args.some(({ text }) => text.startsWith("--force-with-lease") || text.startsWith("--force-if-includes"));
    const isForced =
      hasLetter(args, "f") ||
      hasLetter(args, "d") ||
      args.some(({ text }) => text === "--force" || text === "--forc") ||
      hasLong(args, "--mirror") ||
      hasLong(args, "--delete") ||
      toOperands(args).some(({ text }) => /^[+:]./.test(text));
    return isForced ? ["git-force-push"] : when(isLease, "git-rewrite");
  },
  reset: (args) => when(hasLong(args, "--hard") || hasLong(args, "--merge") || hasLong(args, "--keep"), "git-discard"),
  clean: (args) =>
    when((hasLetter(args, "f") || hasLong(args, "--force")) && !hasLetter(args, "n") && !hasLong(args, "--dry-run"), "git-discard"),
  checkout: (args) => when(hasLetter(args, "f") || hasLong(args, "--force") || isWholeTree(args), "git-discard"),
  switch: (args) => when(hasLetter(args, "f") || hasLong(args, "--force") || hasLong(args, "--discard-changes"), "git-discard"),
  restore: (args) =>
    when(
      isWholeTree(args) && (hasLetter(args, "W") || hasLong(args, "--worktree") || !(hasLetter(args, "S") || hasLong(args, "--staged"))),
      "git-discard",
    ),
  stash: ([first]) => when(first?.text === "clear" || first?.text === "drop", "git-discard"),
  branch: (args) => when(hasLetter(args, "D") || (hasLetter(args, "d") && hasLetter(args, "f")), "git-rewrite"),
  tag: (args) => when(hasLetter(args, "d") || hasLetter(args, "f") || hasLong(args, "--delete"), "git-rewrite"),
  reflog: ([first]) => when(first?.text === "expire" || first?.text === "delete", "git-rewrite"),
  "update-ref": (args) => when(hasLetter(args, "d"), "git-rewrite"),
  gc: (args) =>
    when(
      args.some(({ text }) => text.startsWith("--prune")),
      "git-rewrite",
    ),
  "filter-branch": () => ["git-rewrite"],
  "filter-repo": () => ["git-rewrite"],
};

/** Calls of git that lose work. */
export const checkGit: ProgramCheck = ({ args }) => {
  const at = toSubcommand(args);
  const subcommand = args[at];
  if (subcommand === undefined) return [];
  if (!subcommand.isExact) return ["uncertain"];
  const check = Object.hasOwn(SUBCOMMANDS, subcommand.text) ? SUBCOMMANDS[subcommand.text] : undefined;
  return check?.(args.slice(at + 1)) ?? [];
};

function toSubcommand(args: readonly Field[]): number {
  let at = 0;
  while (at < args.length && args[at]?.text.startsWith("-") === true) at += GLOBAL_VALUES.has(args[at]?.text ?? "") ? 2 : 1;
  return at;
}
