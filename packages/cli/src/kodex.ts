#!/usr/bin/env node
import module from "node:module";
import { createProcessTerminal } from "./process-terminal.ts";

// Node 20 has no compile cache; where there is one, the second start reads compiled code. It must be on before the rest is read.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// A reader that has seen enough (`kodex list | head -1`) is no reason to complain.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });

const { main } = await import("./main.ts");
const terminal = createProcessTerminal();
const code = await main(process.argv.slice(2), terminal);
// What plugins have left running must not keep the command; what it printed must be out first.
terminal.stdout.write("", () => terminal.stderr.write("", () => process.exit(code)));
