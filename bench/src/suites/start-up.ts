import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writePluginFolders } from "../fixtures/plugin-folders.ts";
import { type Command, timeCommands } from "../measure/time-commands.ts";
import type { Suite } from "../suite.ts";
import { toRows } from "../report/rows.ts";

/** From nothing to the end of a process. */
export const startUpSuite: Suite = {
  name: "start-up",
  async run({ isQuick, scratch }) {
    const values = timeCommands(toCommands(join(scratch, "start-up")), isQuick ? 2 : 25);
    return {
      title: "Start-up",
      text: "Whole processes from spawn to exit, the median of many; the commands took turns.",
      tables: [
        {
          title: "A command",
          unit: "ms",
          floor: "node -e 0",
          rows: toRows(values),
          aims: [{ row: "kodex list --json, 20 plugins", by: "node -e 0", atMost: 1.5 }],
        },
      ],
      curves: [],
    };
  },
};

function toCommands(scratch: string): Readonly<Record<string, Command>> {
  const workspace = join(scratch, "workspace");
  writePluginFolders(join(workspace, "plugins"), 20);
  const oclif = writeOclifProgram(join(scratch, "oclif"));
  const kodex = join(dirname(createRequire(import.meta.url).resolve("@kodex/cli/package.json")), "dist/kodex.js");
  const env = { KODEX_HOME: join(scratch, "home") };
  return {
    "node -e 0": { args: ["-e", "0"], cwd: workspace },
    "kodex --version": { args: [kodex, "--version"], cwd: workspace, env },
    "kodex list --json, 20 plugins": { args: [kodex, "list", "--json"], cwd: workspace, env },
    "oclif 4, hello world": { args: [oclif, "hello"], cwd: workspace },
  };
}

/** The smallest program that oclif's own documentation shows, on its production path. */
function writeOclifProgram(folder: string): string {
  mkdirSync(join(folder, "commands"), { recursive: true });
  const modules = fileURLToPath(new URL("../node_modules", import.meta.url));
  symlinkSync(modules, join(folder, "node_modules"));
  const manifest = { name: "hello", version: "1.0.0", type: "module", oclif: { bin: "hello", commands: "./commands" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(
    join(folder, "commands/hello.js"),
    `import { Command } from "@oclif/core";\nexport default class Hello extends Command {\n  async run() {\n    this.log("hello");\n  }\n}\n`,
  );
  const program = join(folder, "run.js");
  writeFileSync(program, `import { execute } from "@oclif/core";\nawait execute({ dir: import.meta.url });\n`);
  return program;
}
