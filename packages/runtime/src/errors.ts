import type { CapabilityErrorCode } from "./errors/capability-error.ts";
import type { HookErrorCode } from "./errors/hook-execution-error.ts";
import type { PermissionErrorCode } from "./errors/permission-denied-error.ts";
import type { LoadErrorCode } from "./errors/plugin-load-error.ts";
import type { RefusalErrorCode } from "./errors/plugin-refused-error.ts";
import type { RuntimeStateErrorCode } from "./errors/runtime-state-error.ts";

export {
  PluginLoadError,
  toPluginUnreadable,
  toPackageJsonInvalid,
  toSourceFailed,
  toEntryMissing,
  toEntryOutside,
  toSyntaxError,
  toImportFailed,
  toExportInvalid,
  toManifestTwice,
  toActivationFailed,
  toActivationTimeout,
  toCommandFailed,
  toProtocolError,
  toPluginExited,
  toPluginDisposed,
  toDisposeFailed,
  toPluginDuplicate,
  toPluginDisabled,
  toPluginSafeMode,
  toTrustGateFailed,
  toConfigInvalid,
  toPlatformUnsupported,
  toEngineUnsupported,
  toRequirementMissing,
  toRequirementRefused,
  toRequirementVersion,
  toRequirementCycle,
  toIsolationImpossible,
  toIsolationUnavailable,
  toIsolationNotClosed,
  toHookNotImplemented,
  toHookNotDeclared,
  toCapabilityNotImplemented,
  toCapabilityNotDeclared,
  type LoadErrorCode,
} from "./errors/plugin-load-error.ts";
export {
  HookExecutionError,
  toHookUnknown,
  toHandlerFailed,
  toHandlerUnavailable,
  toHandlerTimeout,
  toResultInvalid,
  toPayloadInvalid,
  toHookReentrant,
  type HookErrorCode,
} from "./errors/hook-execution-error.ts";
export {
  CapabilityError,
  toCapabilityUnknown,
  toCapabilityNoProvider,
  toCapabilityInputInvalid,
  toCapabilityOutputInvalid,
  toCapabilityFailed,
  toCapabilityTimeout,
  toCapabilityAborted,
  toSchemaRefused,
  toModelUnavailable,
  type CapabilityErrorCode,
} from "./errors/capability-error.ts";
export {
  RuntimeStateError,
  toRuntimeNotLoaded,
  toLoadFailed,
  toRuntimeClosed,
  toOptionInvalid,
  type RuntimeStateErrorCode,
} from "./errors/runtime-state-error.ts";
export {
  PermissionDeniedError,
  toPermissionDenied,
  toPermissionImpossible,
  type PermissionErrorCode,
} from "./errors/permission-denied-error.ts";
export { PluginRefusedError, type RefusalErrorCode, toPluginRefused } from "./errors/plugin-refused-error.ts";
export { toErrorMessage, toErrorValue } from "./errors/thrown.ts";

/** Every code of this package's errors. */
export type RuntimeErrorCode =
  | LoadErrorCode
  | RefusalErrorCode
  | HookErrorCode
  | CapabilityErrorCode
  | RuntimeStateErrorCode
  | PermissionErrorCode;
