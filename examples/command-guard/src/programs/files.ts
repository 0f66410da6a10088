import type { Invocation, ProgramCheck } from "../invocation.ts";
import { hasLetter, hasLong, toOperands } from "../options.ts";
import type { Location } from "../place.ts";
import type { RuleId } from "../rules.ts";
import type { Field } from "../words.ts";

const REMOVED: Readonly<Record<Location, RuleId | undefined>> = {
  inside: undefined,
  around: "delete-workspace",
  repository: "delete-workspace",
  outside: "delete-outside",
  device: "write-device",
  unknown: "uncertain",
};
const WRITTEN: Readonly<Record<Location, RuleId | undefined>> = {
  inside: undefined,
  around: undefined,
  repository: "write-outside",
  outside: "write-outside",
  device: "write-device",
  unknown: undefined,
};

/** What removing a path breaks. */
export function checkRemoval(path: Field, { locate }: Pick<Invocation, "locate">): readonly RuleId[] {
  const rule = REMOVED[locate(path)];
  return rule === undefined ? [] : [rule];
}

/** What writing to a path breaks. */
export function checkWriting(path: Field, { locate }: Pick<Invocation, "locate">): readonly RuleId[] {
  const rule = WRITTEN[locate(path)];
  return rule === undefined ? [] : [rule];
}

const remove: ProgramCheck = (call) => toOperands(call.args).flatMap((path) => checkRemoval(path, call));
const writeAll: ProgramCheck = (call) => toOperands(call.args).flatMap((path) => checkWriting(path, call));
const writeLast: ProgramCheck = (call) =>
  toOperands(call.args)
    .slice(-1)
    .flatMap((path) => checkWriting(path, call));
const move: ProgramCheck = (call) => [
  ...toOperands(call.args)
    .slice(0, -1)
    .flatMap((path) => checkRemoval(path, call)),
  ...writeLast(call),
];
const changePermissions: ProgramCheck = (call) => {
  const paths = toOperands(call.args).slice(1);
  const isRecursive = hasLetter(call.args, "R") || hasLong(call.args, "--recursive");
  return paths.flatMap((path): readonly RuleId[] => {
    const location = call.locate(path);
    if (location === "outside" || location === "device") return [isRecursive ? "change-permissions" : "write-outside"];
    return isRecursive && location === "unknown" ? ["uncertain"] : [];
  });
};
const copyDevice: ProgramCheck = (call) =>
  call.args.flatMap((field) => (field.text.startsWith("of=") ? checkWriting({ ...field, text: field.text.slice(3) }, call) : []));

/** Programs that remove, write or open files. */
export const FILE_PROGRAMS: Readonly<Record<string, ProgramCheck>> = {
  rm: remove,
  unlink: remove,
  shred: remove,
  rmdir: remove,
  truncate: writeAll,
  tee: writeAll,
  cp: writeLast,
  install: writeLast,
  ln: writeLast,
  rsync: writeLast,
  mv: move,
  dd: copyDevice,
  chmod: changePermissions,
  chown: changePermissions,
  chgrp: changePermissions,
};
