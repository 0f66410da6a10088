import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { createFakeWorkspace, type FakeWorkspace } from "../src/testing/fake-workspace.ts";

/** A workspace on disk that ends with its test. */
export interface Workspace extends FakeWorkspace {
  /** Absolute path of something in it. */
  at(path: string): string;
  /** Makes a link in it. The target is taken as it is. Returns the link's path. */
  link(path: string, target: string): string;
}

/** A workspace with files; `manifest(…)` gives the text of a manifest. */
export function createWorkspace(files: Readonly<Record<string, string>> = {}): Workspace {
  const workspace = createFakeWorkspace(files);
  onTestFinished(() => workspace.remove());
  const at = (path: string): string => join(workspace.path, path);
  return {
    ...workspace,
    at,
    link(path, target) {
      mkdirSync(dirname(at(path)), { recursive: true });
      symlinkSync(target, at(path));
      return at(path);
    },
  };
}

/** Text of a small valid manifest. */
export function manifest(name: string, changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ manifestVersion: 1, name, version: "1.0.0", main: "./index.js", ...changes });
}
