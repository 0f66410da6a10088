#!/usr/bin/env node
import { createPlugin } from "./create-plugin.ts";

const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;

process.exitCode = await createPlugin(process.argv.slice(2), {
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  ...(isTerminal ? { loadPrompts: async () => (await import("./terminal-prompts.ts")).terminalPrompts } : {}),
});
