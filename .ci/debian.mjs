import { spawnSync } from "node:child_process";

/** Programs that checks need beyond Node, with the Debian packages that bring them. */
const NEEDED = { python3: "python3", git: "git", zsh: "zsh", fish: "fish" };

/**
 * Installs what checks need, in CI as root and nowhere else: a contributor's machine is left alone, and a check whose
 * program is missing there is a skip that is printed and counted.
 */
export function installDebianPackages() {
  const isCi = process.env.CI === "true" && process.getuid?.() === 0;
  const missing = Object.keys(NEEDED).filter((program) => spawnSync(program, ["--version"], { stdio: "ignore" }).error !== undefined);
  if (!isCi || missing.length === 0) return;
  const packages = missing.map((program) => NEEDED[program]);
  console.error(`Installing ${packages.join(", ")} …`);
  run("apt-get", ["update"]);
  run("apt-get", ["install", "--yes", "--no-install-recommends", ...packages]);
}

function run(program, args) {
  const { error, status, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed: ${error?.message ?? stderr}`);
}
