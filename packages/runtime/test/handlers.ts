import { type Handler, toPassed } from "../src/hooks/handler.ts";
import type { HostedHandler, HostedPlugin } from "../src/hosting/isolation-backend.ts";

/** A handler of a plugin for tests of the bus: synchronous, of the project, failing open, unless told otherwise. */
export function createHandler(changes: Partial<Handler> & { readonly name: string }): Handler {
  const label = changes.label ?? `${changes.name}@1.0.0`;
  return {
    label,
    tier: "project",
    priority: 0,
    constraints: [],
    timeoutMs: 1000,
    failsClosed: false,
    match: {},
    hosted: createHosted(() => undefined),
    contexts: (scope) => scope as never,
    passed: toPassed(label),
    call: () => undefined,
    isAsync: true,
    ...changes,
  };
}

/** The same, of the host. */
export function createHostHandler(name: string, changes: Partial<Omit<Handler, "hosted">> = {}): Handler {
  const handler: Handler = createHandler({ tier: "host", ...changes, name: `host:${name}`, label: `host:${name}` });
  const { hosted: _hosted, ...bare } = handler;
  return bare;
}

/** A plugin that was hosted and is active once `activate` has been waited for. */
export function createHosted(
  handler: HostedHandler,
  activate: () => Promise<void> = () => Promise.resolve(),
): HostedPlugin & { calls: number } {
  let active = false;
  return {
    calls: 0,
    plugin: {} as HostedPlugin["plugin"],
    get active() {
      return active;
    },
    async activate() {
      this.calls += 1;
      await activate();
      active = true;
    },
    hook: () => handler,
    capability: () => handler,
    dispose: () => Promise.resolve(),
  };
}

/** `before` or `after` in the form of a manifest. */
export const before = (other: string): Handler["constraints"][number] => ({ kind: "before", other, origin: "manifest" });
export const after = (other: string): Handler["constraints"][number] => ({ kind: "after", other, origin: "manifest" });
