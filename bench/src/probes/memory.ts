// Resident memory of an idle process: `memory <bare|kodex> [workspace]`. Prints MB.
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const [who = "bare", workspace = "."] = process.argv.slice(2);
const runtime = who === "bare" ? undefined : await open();
(globalThis as { gc?: () => void }).gc?.();
await setTimeout(200);
process.stdout.write(JSON.stringify({ residentMb: process.memoryUsage.rss() / 2 ** 20 }));
await runtime?.close();

async function open() {
  const { createRuntime, localPlugins } = await import("@kodex/runtime");
  const opened = await createRuntime({ cwd: workspace, sources: [localPlugins()], stateDirectory: join(workspace, "state") });
  await opened.load();
  return opened;
}
