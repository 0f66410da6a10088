import { checkConfig, VOCABULARY } from "@kodex/manifest";
import { toOptionInvalid } from "./errors.ts";
import { ISOLATION_LEVELS } from "./isolation-levels.ts";
import type { RuntimeOptions } from "./runtime-options.ts";

const TEXTS = ["cwd", "stateDirectory"] as const;
const FUNCTIONS = ["onAsk", "onLog"] as const;

/** Refuses options that make no sense, since callers in plain JavaScript can pass anything. @throws RuntimeStateError */
export function assertOptions(options: RuntimeOptions): void {
  for (const key of TEXTS)
    if (options[key] !== undefined && (typeof options[key] !== "string" || options[key] === ""))
      throw toOptionInvalid(key, "must be a path");
  for (const key of FUNCTIONS)
    if (options[key] !== undefined && typeof options[key] !== "function") throw toOptionInvalid(key, "must be a function");
  assertSources(options.sources);
  assertTimeout(options.maxTimeoutMs);
  assertIsolation(options);
  assertEvents(options.hooks?.specs);
  assertConfig(options.config);
}

/** Refuses a host handler that cannot be called. @throws RuntimeStateError */
export function assertHandler(handler: unknown): void {
  if (typeof handler !== "function") throw toOptionInvalid("handler", "must be a function");
}

function assertSources(sources: unknown): void {
  if (sources === undefined) return;
  if (!Array.isArray(sources)) throw toOptionInvalid("sources", "must be a list");
  const place = sources.findIndex((source) => typeof (source as { discover?: unknown } | null | undefined)?.discover !== "function");
  if (place >= 0) throw toOptionInvalid("sources", `holds no source at place ${place + 1}`);
}

function assertTimeout(maxTimeoutMs: RuntimeOptions["maxTimeoutMs"]): void {
  if (maxTimeoutMs !== undefined && !(maxTimeoutMs > 0))
    throw toOptionInvalid("maxTimeoutMs", `is ${maxTimeoutMs}, and must be more than 0`);
}

/** A level that nobody knows would rank below all others and so ask for nothing. */
function assertIsolation({ isolation = [], minimumIsolation }: RuntimeOptions): void {
  if (minimumIsolation !== undefined && !ISOLATION_LEVELS.includes(minimumIsolation))
    throw toOptionInvalid("minimumIsolation", `is ${JSON.stringify(minimumIsolation)}, and must be one of ${ISOLATION_LEVELS.join(", ")}`);
  const levels = isolation.map(({ level }) => level);
  const unknown = levels.find((level) => !ISOLATION_LEVELS.includes(level));
  if (unknown !== undefined) throw toOptionInvalid("isolation", `has a backend for ${JSON.stringify(unknown)}, which is no level`);
  if (new Set(levels).size < levels.length) throw toOptionInvalid("isolation", `has two backends for one level: ${levels.join(", ")}`);
}

function assertEvents(specs: Readonly<Record<string, unknown>> = {}): void {
  const taken = Object.keys(specs).find((event) => Object.hasOwn(VOCABULARY, event));
  if (taken !== undefined) throw toOptionInvalid("hooks", `declares ${JSON.stringify(taken)}, which is a hook of the vocabulary`);
}

function assertConfig(config: RuntimeOptions["config"]): void {
  if (config === undefined) return;
  const problem = checkConfig(JSON.stringify(config)).find(({ severity }) => severity === "error");
  if (problem !== undefined) throw toOptionInvalid("config", `is not valid: ${problem.message}`);
}
