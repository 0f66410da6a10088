// Plugins none of which matches: `match <plugins> <rounds> <timeMs>`.
import { createRuntime, definePlugin, inlinePlugins } from "@kodex/runtime";
import { timeContenders } from "../measure/time-contenders.ts";

const [count = "100", rounds = "3", timeMs = "100"] = process.argv.slice(2);
const call = { tool: "read_file", callId: "1", input: {} };
const plugins = Array.from({ length: Number(count) }, (_, index) =>
  definePlugin({
    manifest: {
      manifestVersion: 1,
      name: `plugin-${index}`,
      version: "1.0.0",
      engines: { kodex: "^1.0.0" },
      hooks: { "tool.before": { match: { tool: `write_${index}` } } },
    },
    hooks: { "tool.before": () => undefined },
  }),
);
await using runtime = await createRuntime({
  sources: [inlinePlugins(plugins)],
  cwd: process.cwd(),
  stateDirectory: process.env["KODEX_BENCH_STATE"] ?? "",
});
await runtime.load();
const lists = new Map<string, readonly unknown[]>([["tool.before", []]]);
const contenders = {
  "one look-up and a result": () => ({ hook: "tool.before", payload: call, handlers: lists.get("tool.before"), durationMs: 0 }),
  "kodex dispatch": () => runtime.dispatch("tool.before", call),
};
process.stdout.write(JSON.stringify(await timeContenders(contenders, { batch: 1000, rounds: Number(rounds), timeMs: Number(timeMs) })));
