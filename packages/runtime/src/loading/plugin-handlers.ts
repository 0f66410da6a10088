import { type HookDeclaration, type HookSpec, type KodexConfig, toHookDefaults } from "@kodex/manifest";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { ContextFactory } from "../calls/call-scope.ts";
import { toOptionInvalid } from "../errors.ts";
import { type Handler, type OrderConstraint, toPassed } from "../hooks/handler.ts";
import type { HostedHandler, HostedPlugin } from "../hosting/isolation-backend.ts";
import type { HostHandlerOptions } from "../runtime-interface.ts";

/** A plugin with everything that its handlers need. */
export interface ConnectedPlugin {
  /** The plugin. */
  readonly plugin: AdmittedPlugin;
  /** The way to call it. */
  readonly hosted: HostedPlugin;
  /** Makes the contexts of its calls. */
  readonly contexts: ContextFactory;
}

/** What a plugin's handlers are made with, besides the plugin. */
export interface HandlerTerms {
  /** Settings of the workspace. */
  readonly config: KodexConfig;
  /** Longest deadline of a plugin's handler, in milliseconds. */
  readonly maxTimeoutMs: number;
  /** Rules of every hook, which give the defaults that a manifest cannot know: those of other plugins' events. */
  readonly specs: ReadonlyMap<string, HookSpec>;
}

/** Handlers of a plugin by hook, with the user's settings applied. There are none for hooks that nobody knows. */
export function toPluginHandlers(
  { contexts, hosted, plugin }: ConnectedPlugin,
  { config, maxTimeoutMs, specs }: HandlerTerms,
): ReadonlyMap<string, Handler> {
  const { hooks, name } = plugin.manifest;
  const settings = config.plugins?.[name]?.hooks ?? {};
  const passed = toPassed(plugin.id);
  const handlers = new Map<string, Handler>();
  for (const [hook, declaration] of Object.entries(hooks)) {
    const own = settings[hook] ?? {};
    const spec = specs.get(hook);
    if (own.enabled === false || spec === undefined) continue;
    handlers.set(hook, {
      label: plugin.id,
      name,
      tier: plugin.candidate.tier,
      priority: own.priority ?? declaration.priority,
      constraints: toConstraints(declaration, own),
      timeoutMs: Math.min(own.timeoutMs ?? declaration.timeoutMs ?? toHookDefaults(spec.kinds).timeoutMs, maxTimeoutMs),
      failsClosed: (own.onError ?? declaration.onError ?? toHookDefaults(spec.kinds).onError) === "closed",
      match: declaration.match,
      hosted,
      contexts,
      passed,
      call: undefined,
      isAsync: true,
    });
  }
  return handlers;
}

/** Places beside others, as a manifest or the settings ask for them. */
type Places = Partial<Pick<HookDeclaration, "after" | "before">>;

const NONE: readonly string[] = [];
const UNCONSTRAINED: readonly OrderConstraint[] = Object.freeze([]);

function toConstraints(declared: Places, own: Places): readonly OrderConstraint[] {
  if (isFree(declared) && isFree(own)) return UNCONSTRAINED;
  const constraints: OrderConstraint[] = [];
  for (const [origin, { after = NONE, before = NONE }] of [
    ["manifest", declared],
    ["kodex.json", own],
  ] as const) {
    for (const other of before) constraints.push({ kind: "before", other, origin });
    for (const other of after) constraints.push({ kind: "after", other, origin });
  }
  return constraints;
}

function isFree({ after = NONE, before = NONE }: Places): boolean {
  return after.length === 0 && before.length === 0;
}

/** What a host handler's options default to. */
export interface HostHandlerDefaults {
  /** Deadline of the hook's kinds, in milliseconds. */
  readonly timeoutMs: number;
  /** Failure policy of the hook's kinds. */
  readonly onError: "open" | "closed";
  /** Makes the contexts of its calls. */
  readonly contexts: ContextFactory;
}

/** A handler of the host. @throws RuntimeStateError for an option that makes no sense */
export function toHostHandler(call: HostedHandler, options: HostHandlerOptions, defaults: HostHandlerDefaults): Handler {
  assertHostOptions(options);
  const label = `host:${options.name}`;
  return {
    label,
    name: label,
    tier: "host",
    priority: options.priority ?? 0,
    constraints: [],
    timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
    failsClosed: (options.onError ?? defaults.onError) === "closed",
    match: {},
    contexts: defaults.contexts,
    passed: toPassed(label),
    call,
    isAsync: true,
  };
}

/** A handler that has no name could not be found in a report; one that has no time could not answer. */
function assertHostOptions({ name, priority = 0, timeoutMs = 1 }: HostHandlerOptions): void {
  if (typeof name !== "string" || name.trim() === "") throw toOptionInvalid("name", `is ${JSON.stringify(name)}, and must be a text`);
  if (!Number.isFinite(priority)) throw toOptionInvalid("priority", `is ${priority}, and must be a number`);
  if (!(timeoutMs > 0)) throw toOptionInvalid("timeoutMs", `is ${timeoutMs}, and must be more than 0`);
}
