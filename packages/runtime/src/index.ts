export { trustWorkspace } from "./admission/trust-workspace.ts";
export { inlinePlugins } from "./discovery/inline-plugins.ts";
export { localPlugins } from "./discovery/local-plugins.ts";
export { packagePlugins } from "./discovery/package-plugins.ts";
export type { EventScope } from "./calls/event-scope.ts";
export {
  CapabilityError,
  type CapabilityErrorCode,
  type HookErrorCode,
  HookExecutionError,
  type LoadErrorCode,
  type PermissionErrorCode,
  PermissionDeniedError,
  PluginLoadError,
  type RefusalErrorCode,
  type RuntimeErrorCode,
  RuntimeStateError,
  type RuntimeStateErrorCode,
} from "./errors.ts";
export { defineHooks, type EventMap, type EventTypes, type HookSet, type HookSetup } from "./hooks/hook-set.ts";
export * from "./plugin.ts";
export type * from "@kodex/manifest";
export { KODEX_API_VERSION, KodexError, PluginValidationError } from "@kodex/manifest";
export type * from "./ports.ts";
export { createRuntime } from "./runtime.ts";
export type { AskRequest, PluginLogEntry, RuntimeOptions } from "./runtime-options.ts";
export type {
  Capabilities,
  EmitOptions,
  EmitResult,
  EventName,
  HostContext,
  HostHandlerOptions,
  HostHandlers,
  InvokeOptions,
  PayloadOf,
  ResultOf,
  Runtime,
  Session,
} from "./runtime-interface.ts";
