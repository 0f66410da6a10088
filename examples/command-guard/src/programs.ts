import type { Finding } from "./finding.ts";
import type { Invocation, ProgramCheck } from "./invocation.ts";
import { FILE_PROGRAMS } from "./programs/files.ts";
import { checkFind } from "./programs/find.ts";
import { checkGit } from "./programs/git.ts";
import { findMachineCheck } from "./programs/machine.ts";
import type { ProgramRule } from "./settings.ts";

const PROGRAMS: Readonly<Record<string, ProgramCheck>> = { ...FILE_PROGRAMS, find: checkFind, git: checkGit };

/** The rules that a call breaks, the host's own first. */
export function checkProgram(call: Invocation, own: readonly ProgramRule[]): readonly Finding["rule"][] {
  const texts = call.args.map(({ text }) => text);
  const broken = own.filter(({ args = [], program }) => program === call.program && args.every((arg) => texts.includes(arg)));
  const check = Object.hasOwn(PROGRAMS, call.program) ? PROGRAMS[call.program] : findMachineCheck(call.program);
  return [...broken, ...(check?.(call) ?? [])];
}
