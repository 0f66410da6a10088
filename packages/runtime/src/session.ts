import type { EventMap } from "./hooks/hook-set.ts";
import type { EmitOptions, Runtime, Session } from "./runtime-interface.ts";

/** Which session a view belongs to. */
export interface SessionScope {
  /** Id of the session. */
  readonly sessionId: string;
  /** Folder that it works in. Default: the runtime's. */
  readonly cwd?: string;
}

/** A view of a runtime: whatever is emitted or called through it carries the session. */
export function createSession<Events extends EventMap>(
  runtime: Pick<Runtime<Events>, keyof Session>,
  { cwd, sessionId }: SessionScope,
): Session<Events> {
  const scope = { sessionId, ...(cwd === undefined ? {} : { cwd }) };
  return {
    emit: (hook, payload, options: EmitOptions = {}) => runtime.emit(hook, payload, { ...options, ...scope }),
    dispatch: (hook, payload, options: EmitOptions = {}) => runtime.dispatch(hook, payload, { ...options, ...scope }),
    invoke: (capability, input, options = {}) => runtime.invoke(capability, input, { ...options, ...scope }),
    capabilities: runtime.capabilities,
  };
}
