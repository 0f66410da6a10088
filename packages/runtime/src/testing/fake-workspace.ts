import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A workspace of its own on disk, so that files, links and programs behave as they do. */
export interface FakeWorkspace {
  /** Its folder, absolute, without links. */
  readonly path: string;
  /** Writes a file, making its folders. Returns its absolute path. */
  write(file: string, text: string): string;
  /** Removes it all. */
  remove(): void;
}

/** A workspace in the system's temporary folder with the given files. */
export function createFakeWorkspace(files: Readonly<Record<string, string>> = {}): FakeWorkspace {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "kodex-test-")));
  const workspace: FakeWorkspace = {
    path,
    write(file, text) {
      const target = join(path, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
      return target;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  for (const [file, text] of Object.entries(files)) workspace.write(file, text);
  return workspace;
}
