import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runProgram } from "./run-program.ts";
import { listPackages, readPackageJson, ROOT } from "./workspace.ts";

/**
 * Packs every package, or the workspaces that are named, and lays the contents of the tarballs out below `folder`, as an install would: a file that is
 * missing from a tarball is missing there. What the packages depend on is linked from the workspace, without network.
 */
export async function installPacked(folder: string, workspaces: readonly string[] = listPackages()): Promise<void> {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  const tarballs = mkdtempSync(join(tmpdir(), "kodex-tarballs-"));
  try {
    for (const path of workspaces) await installOne(join(ROOT, path), modules, tarballs);
  } finally {
    rmSync(tarballs, { recursive: true });
  }
  link(join(ROOT, "node_modules/@types/node"), join(modules, "@types/node"));
}

async function installOne(source: string, modules: string, tarballs: string): Promise<void> {
  const { bin = {}, dependencies = {}, name } = readPackageJson(source);
  const own = join(tarballs, name.replace("/", "-"));
  const target = join(modules, name);
  mkdirSync(own);
  mkdirSync(dirname(target), { recursive: true });
  await must("pnpm", ["pack", "--pack-destination", own], source);
  await must("tar", ["-xzf", readdirSync(own)[0] ?? ""], own);
  cpSync(join(own, "package"), target, { recursive: true });
  for (const dependency of Object.keys(dependencies)) {
    if (!/^@kodex(?:-examples)?\//.test(dependency)) link(join(source, "node_modules", dependency), join(modules, dependency));
  }
  for (const [command, file] of Object.entries(bin)) {
    chmodSync(join(target, file), 0o755);
    symlinkSync(join(target, file), join(modules, ".bin", command));
  }
}

function link(source: string, target: string): void {
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(realpathSync(source), target);
}

async function must(program: string, args: readonly string[], cwd: string): Promise<void> {
  const { output, status } = await runProgram(program, args, cwd);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} in ${cwd}: ${output}`);
}
