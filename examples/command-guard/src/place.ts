import { posix } from "node:path";
import type { Field } from "./words.ts";

/** Where a command runs. */
export interface Place {
  /** Folder that the agent works in, absolute. */
  readonly workspace: string;
  /** Folders beside it in which everything is allowed, absolute. */
  readonly folders: readonly string[];
  /** Home of the user, if it is known, absolute. */
  readonly home: string | undefined;
}

/**
 * Where a path leads. `around`: the workspace itself or a folder that holds it; `repository`: its `.git`; `unknown`:
 * what decides is known only when the command runs.
 */
export type Location = "inside" | "around" | "repository" | "outside" | "device" | "unknown";

/** A last segment that stands for all of a folder. */
const EVERYTHING = /^(?:\*+|\.\*|\.\[!\.\]\*|\?\*|\.\??\*)$/;
/** Devices that swallow what is written, or show it. */
const HARMLESS = /^\/dev\/(?:null|zero|full|tty|stdin|stdout|stderr|fd\/\d+)$/;

/** Where a path leads from a folder; an unknown folder makes relative paths unknown. */
export function locate({ isExact, text }: Field, folder: string | undefined, place: Place): Location {
  const isAbsolute = text.startsWith("/");
  if (!isAbsolute && (folder === undefined || !isExact)) return "unknown";
  const path = posix.resolve(folder ?? "/", text);
  const target = EVERYTHING.test(posix.basename(path)) ? posix.dirname(path) : path;
  if (!isExact) return isBeyond(text, place) ? "outside" : "unknown";
  if (target === "/") return "outside";
  if (HARMLESS.test(target)) return "inside";
  if (isBelow("/dev", target) && !isBelow("/dev/shm", target)) return "device";
  if (isBelow(target, place.workspace)) return "around";
  if (isBelow(posix.join(place.workspace, ".git"), target)) return "repository";
  const isFree = [place.workspace, ...place.folders].some((free) => free !== target && isBelow(free, target));
  return isFree ? "inside" : "outside";
}

/** Whether every path that begins with this text lies outside. */
function isBeyond(start: string, { folders, workspace }: Place): boolean {
  return [workspace, ...folders].every((free) => !free.startsWith(start) && !start.startsWith(`${free}/`));
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}
