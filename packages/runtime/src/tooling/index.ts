export { loadConfig, type LoadedConfig } from "./load-config.ts";
export { type Validation, validatePlugin } from "./validate-plugin.ts";
