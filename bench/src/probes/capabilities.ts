// Look-up and routing among many providers: `capabilities <providers> <rounds> <timeMs>`.
import MiniSearch from "minisearch";
import { createRuntime, definePlugin, inlinePlugins } from "@kodex/runtime";
import { timeContenders } from "../measure/time-contenders.ts";

const PER_PLUGIN = 100;
const VERBS = ["format", "lint", "search", "diff", "summarize", "translate", "rename", "extract", "deploy", "review"];
const NOUNS = ["typescript", "python", "markdown", "sql", "commit", "branch", "image", "test", "log", "schema"];
const [count = "1000", rounds = "3", timeMs = "100"] = process.argv.slice(2);
const total = Number(count);
const documents = Array.from({ length: total }, (_, id) => {
  const verb = VERBS[id % VERBS.length] ?? "";
  const noun = NOUNS[Math.floor(id / VERBS.length) % NOUNS.length] ?? "";
  return { id, capability: `${noun}-${id}.${verb}`, description: `Can ${verb} ${noun} number ${id}` };
});
const plugins = Array.from({ length: Math.ceil(total / PER_PLUGIN) }, (_, index) => {
  const own = documents.slice(index * PER_PLUGIN, (index + 1) * PER_PLUGIN);
  return definePlugin({
    manifest: {
      manifestVersion: 1,
      name: `plugin-${index}`,
      version: "1.0.0",
      engines: { kodex: "^1.0.0" },
      capabilities: Object.fromEntries(own.map(({ capability, description }) => [capability, { version: "1.0.0", description }])),
    },
    capabilities: Object.fromEntries(own.map(({ capability }) => [capability, () => null])),
  });
});
await using runtime = await createRuntime({
  sources: [inlinePlugins(plugins)],
  cwd: process.cwd(),
  stateDirectory: process.env["KODEX_BENCH_STATE"] ?? "",
});
await runtime.load();
const wanted = documents[Math.floor(total / 2)]?.capability ?? "";
if (runtime.capabilities.find(wanted).length !== 1) throw new Error(`${wanted} was not found`);
const task = "format the typescript sources";
if (total >= 100 && (await runtime.capabilities.route(task)).length === 0) throw new Error("nothing was routed");
const map = new Map(documents.map((document) => [document.capability, [document]]));
const search = new MiniSearch({ fields: ["capability", "description"] });
search.addAll(documents);
const lookUp = await timeContenders(
  { "Map.get": () => map.get(wanted), "kodex find": () => runtime.capabilities.find(wanted) },
  { batch: 500, rounds: Number(rounds), timeMs: Number(timeMs) },
);
const route = await timeContenders(
  { "minisearch 7": () => search.search(task), "kodex route": () => runtime.capabilities.route(task) },
  { batch: 1, rounds: Number(rounds), timeMs: Number(timeMs) },
);
process.stdout.write(JSON.stringify({ ...lookUp, ...route }));
