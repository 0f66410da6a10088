import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/** Whose settings a file holds. */
export type ConfigLayer = "workspace" | "user" | "organization";

/** A file that may hold settings. */
export interface ConfigFile {
  /** Whose it is. */
  readonly layer: ConfigLayer;
  /** Absolute path. */
  readonly file: string;
  /** It was named, and so it has to be there. */
  readonly isNamed: boolean;
}

/** What decides which files hold settings. */
export interface ConfigPlace {
  /** Workspace, absolute. */
  readonly cwd: string;
  /** File instead of the workspace's `kodex.json`, relative to the workspace or absolute. */
  readonly named?: string | undefined;
  /** Environment. Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folder of the organization's settings, for tests. Default: `/etc/kodex`, on Windows `%ProgramData%\kodex`. */
  readonly systemFolder?: string;
}

/**
 * The files that hold the settings of a workspace, nearest first; each once.
 *
 * - workspace: `kodex.json` in it, or the file that was named
 * - user: `kodex.json` in `KODEX_CONFIG_HOME`, else in `kodex` below `XDG_CONFIG_HOME`, `%APPDATA%` or `~/.config`
 * - organization: `/etc/kodex/kodex.json` (`%ProgramData%\kodex\kodex.json`), and the file that `KODEX_ORG_CONFIG`
 *   names. The variable adds a file and takes none away, so that setting it cannot lift what the system's file forbids.
 */
export function listConfigFiles({ cwd, env = process.env, named, systemFolder = toSystemFolder(env) }: ConfigPlace): readonly ConfigFile[] {
  const organization = env["KODEX_ORG_CONFIG"] ?? "";
  const files: readonly ConfigFile[] = [
    { layer: "workspace", file: resolve(cwd, named ?? "kodex.json"), isNamed: named !== undefined },
    { layer: "user", file: join(toUserFolder(env), "kodex.json"), isNamed: false },
    ...(organization === "" ? [] : [{ layer: "organization", file: resolve(organization), isNamed: true } as const]),
    { layer: "organization", file: join(systemFolder, "kodex.json"), isNamed: false },
  ];
  // Of one file in two roles the later counts: it restricts more.
  return files.filter(({ file }, place) => files.findLastIndex((other) => other.file === file) === place);
}

function toUserFolder(env: Readonly<Record<string, string | undefined>>): string {
  const own = env["KODEX_CONFIG_HOME"] ?? "";
  if (own !== "") return resolve(own);
  const { APPDATA: windows, XDG_CONFIG_HOME: xdg } = env;
  // XDG Base Directory Specification: a path that is not absolute is to be ignored.
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, "kodex");
  return process.platform === "win32" && windows !== undefined ? join(windows, "kodex") : join(homedir(), ".config", "kodex");
}

function toSystemFolder(env: Readonly<Record<string, string | undefined>>): string {
  return process.platform === "win32" ? join(env["ProgramData"] ?? "C:\\ProgramData", "kodex") : "/etc/kodex";
}
