export { ScaffoldError, type ScaffoldErrorCode } from "./errors.ts";
export { type Scaffold, type ScaffoldOptions, scaffoldPlugin } from "./scaffold-plugin.ts";
export { type Language, LANGUAGES, type Template, TEMPLATES } from "./templates.ts";
