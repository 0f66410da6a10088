#!/usr/bin/env node
import { createPlugin } from "./create-plugin.ts";

const { stderr, stdin, stdout } = process;
const isTerminal = stdin.isTTY === true && stdout.isTTY === true;
const loadPrompts = async () => (await import("./terminal-prompts.ts")).createTerminalPrompts({ input: stdin, output: stdout });

process.exitCode = await createPlugin(process.argv.slice(2), {
  cwd: process.cwd(),
  stdout,
  stderr,
  ...(isTerminal ? { loadPrompts } : {}),
});
