// Contenders that call the same handlers: `dispatch <sync|async> <handlers> <rounds> <timeMs> [all|ours]`.
import { EventEmitter } from "eventemitter3";
import Emittery from "emittery";
import { createHooks } from "hookable";
import { AsyncSeriesHook, SyncHook } from "tapable";
import { createRuntime, definePlugin, inlinePlugins, type Runtime } from "@kodex/runtime";
import { type Contender, timeContenders } from "../measure/time-contenders.ts";

type Handler = (payload: { readonly text: string }) => undefined | Promise<undefined>;

const EVENT = "message.display";
const [mode = "sync", count = "10", rounds = "3", timeMs = "100", who = "all"] = process.argv.slice(2);
const isAsync = mode === "async";
const handlers = Array.from({ length: Number(count) }, toHandler);
const payload = { text: "hello" };
const runtime = await openRuntime();
const ours: Record<string, Contender> = isAsync
  ? { "awaiting loop": awaitAll, "kodex emit": () => runtime.emit(EVENT, payload) }
  : {
      "plain loop": callAll,
      "kodex dispatch": () => runtime.dispatch(EVENT, payload),
      "plain loop behind a promise": async () => callAll(),
      "kodex emit": () => runtime.emit(EVENT, payload),
    };
const contenders = who === "ours" ? ours : { ...ours, ...toPeers() };
const batch = Math.max(1, Math.round((isAsync ? 200 : 1000) / handlers.length));
process.stdout.write(JSON.stringify(await timeContenders(contenders, { batch, rounds: Number(rounds), timeMs: Number(timeMs) })));
await runtime.close();

/** A function of its own per handler, as in plugins of different authors. */
function toHandler(): Handler {
  const code = `let calls = 0; return ${isAsync ? "async " : ""}(payload) => { calls += payload.text.length; };`;
  return new Function(code)() as Handler;
}

function callAll(): object {
  for (const handler of handlers) void handler(payload);
  return { payload };
}

/** Waits only for what is a promise. */
async function awaitAll(): Promise<object> {
  for (const handler of handlers) {
    const answer = handler(payload);
    if (typeof answer?.then === "function") await answer;
  }
  return { payload };
}

async function openRuntime(): Promise<Runtime> {
  const plugins = handlers.map((handler, index) =>
    definePlugin({
      manifest: { manifestVersion: 1, name: `plugin-${index}`, version: "1.0.0", engines: { kodex: "^1.0.0" } },
      hooks: { [EVENT]: handler },
    }),
  );
  const opened = await createRuntime({
    sources: [inlinePlugins(plugins)],
    cwd: process.cwd(),
    stateDirectory: process.env["KODEX_BENCH_STATE"] ?? "",
  });
  await opened.load();
  // Plugins are activated at their first call.
  const { handlers: reports } = await opened.emit(EVENT, payload);
  if (reports.length !== handlers.length || reports.some(({ status }) => status !== "ok")) throw new Error("not every handler ran");
  return opened;
}

function toPeers(): Record<string, Contender> {
  const hookable = createHooks<Record<string, (payload: { text: string }) => void>>();
  const emittery = new Emittery();
  for (const handler of handlers) {
    hookable.hook(EVENT, handler);
    emittery.on(EVENT, handler as () => void);
  }
  const slow: Record<string, Contender> = {
    "hookable 6": () => hookable.callHook(EVENT, payload),
    "emittery 1": () => emittery.emitSerial(EVENT, payload),
  };
  if (isAsync) {
    const series = new AsyncSeriesHook<[{ text: string }]>(["payload"]);
    for (const [index, handler] of handlers.entries()) series.tapPromise(`plugin-${index}`, handler as () => Promise<void>);
    return { "tapable 2": () => series.promise(payload), ...slow };
  }
  const sync = new SyncHook<[{ text: string }]>(["payload"]);
  const emitter = new EventEmitter();
  for (const [index, handler] of handlers.entries()) {
    sync.tap(`plugin-${index}`, handler);
    emitter.on(EVENT, handler);
  }
  return {
    "tapable 2": () => sync.call(payload),
    "eventemitter3 5": () => emitter.emit(EVENT, payload),
    ...slow,
  };
}
