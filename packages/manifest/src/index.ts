export { KODEX_API_VERSION } from "./api-version.ts";
export { KodexError, type KodexErrorDetails } from "./kodex-error.ts";
export { PluginValidationError } from "./plugin-validation-error.ts";
export type * from "./plugin-manifest.ts";
export type * from "./schema-types.gen.ts";
export type { HookName } from "./hooks/hook-name.ts";
export type { HookSpec } from "./hooks/hook-spec.ts";
export { VOCABULARY } from "./hooks/vocabulary.gen.ts";
