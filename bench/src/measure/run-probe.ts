import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Runs a script of `probes/` in a process of its own and reads the JSON that it prints. @throws Error when it fails */
export function runProbe(name: string, args: readonly string[], nodeFlags: readonly string[] = []): unknown {
  const script = fileURLToPath(new URL(`./probes/${name}.js`, import.meta.url));
  const { status, stderr, stdout } = spawnSync(process.execPath, [...nodeFlags, script, ...args], {
    encoding: "utf8",
    env: toEnvironment(),
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${name} ${args.join(" ")} failed: ${stderr}`);
  return JSON.parse(stdout) as unknown;
}

/** The environment without what slows every start of Node down. */
export function toEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...env } = process.env;
  return env;
}
