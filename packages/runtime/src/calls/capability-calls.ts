import type { InvokeReport } from "@kodex/manifest";
import type { CallScopes } from "./call-scopes.ts";
import type { CapabilityCaller } from "../capabilities/capability-caller.ts";
import { toEventScope } from "./event-scope.ts";
import type { HandlerCall } from "../hooks/handler-call.ts";
import type { InvokeOptions } from "../runtime-interface.ts";

/** Calls capabilities, for the host or on behalf of a handler. */
export interface CapabilityCalls {
  /** One call; `parent` is the handler's call that it is nested in. @throws CapabilityError, RuntimeStateError */
  call(capability: string, input: unknown, options: InvokeOptions, parent?: HandlerCall): Promise<InvokeReport>;
  /** The same, and only the output; the call belongs to the session of its parent. */
  callWithin(parent: HandlerCall, capability: string, input: unknown, options: InvokeOptions): Promise<unknown>;
}

/** Calls within the time and the session of what they are nested in. `getCaller` throws until plugins are loaded. */
export function createCapabilityCalls(scopes: CallScopes, getCaller: () => CapabilityCaller): CapabilityCalls {
  async function call(capability: string, input: unknown, options: InvokeOptions, parent?: HandlerCall): Promise<InvokeReport> {
    const origin = parent?.handler.label ?? "host";
    return getCaller().call({
      ...options,
      capability,
      input,
      signal: options.signal ?? parent?.signal,
      ...(parent === undefined ? {} : { outerDeadline: parent.deadline }),
      createScope: (_plugin, signal, deadline) =>
        scopes.createScope(capability, { origin, signal, deadline, parent, scope: toEventScope(options) }),
    });
  }

  return {
    call,
    async callWithin(parent, capability, input, options) {
      const { output } = await call(capability, input, { ...options, ...toEventScope(parent.run.settings) }, parent);
      return output;
    },
  };
}
