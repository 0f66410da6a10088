import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, mkdir, open, readdir, realpath, rm, rmdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { PluginFs } from "../../plugin.ts";
import type { FilePlaces, FileScope } from "./file-places.ts";
import type { GrantCheck } from "./grant-check.ts";

/** Largest file that is read, in bytes. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Not through a link that came after the check, and without waiting for whoever is at the other end of a pipe. */
const CAREFULLY = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const FLAGS = { read: constants.O_RDONLY | CAREFULLY, write: constants.O_WRONLY | constants.O_CREAT | CAREFULLY } as const;

/** Files within the granted paths. */
export function createFiles(grants: GrantCheck, places: FilePlaces): PluginFs {
  /** Opens what a path leads to and looks again at what was opened: it must be a file, and still where it was when it was checked. */
  async function withFile<Result>(path: string, scope: FileScope, use: (file: FileHandle) => Promise<Result>): Promise<Result> {
    const real = await places.find(path, scope);
    if (scope === "write") await mkdir(dirname(real), { recursive: true });
    const file = await open(real, FLAGS[scope], 0o666);
    try {
      const [opened, there, where] = await Promise.all([file.stat(), stat(real), realpath(real)]);
      if (where !== real || opened.ino !== there.ino || opened.dev !== there.dev)
        return grants.refuse(`fs:${path}:${scope}`, "it was replaced while it was being opened");
      if (!opened.isFile() && !opened.isDirectory()) return grants.refuse(`fs:${path}:${scope}`, "it is a pipe or a device");
      if (opened.size > MAX_FILE_BYTES && scope === "read")
        throw new RangeError(`${path} has ${opened.size} bytes, and ${MAX_FILE_BYTES} is the most that is read`);
      return await use(file);
    } finally {
      await file.close();
    }
  }

  return {
    readText: (path) => withFile(path, "read", (file) => file.readFile("utf8")),
    writeText: (path, text) =>
      withFile(path, "write", async (file) => {
        await file.truncate();
        await file.writeFile(text);
      }),
    async list(path) {
      const entries = await readdir(await places.find(path, "read"), { withFileTypes: true });
      return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
    },
    exists: async (path) => (await findStats(await places.find(path, "read"))) !== undefined,
    async remove(path) {
      const entry = await places.findEntry(path);
      const stats = await findStats(entry);
      if (stats?.isDirectory() === true) await rmdir(entry);
      else if (stats !== undefined) await rm(entry, { force: true });
    },
  };
}

async function findStats(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
