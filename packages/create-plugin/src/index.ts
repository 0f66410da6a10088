export { ScaffoldError, type ScaffoldErrorCode } from "./errors.ts";
export { type Language, LANGUAGES, type ScaffoldOptions, scaffoldPlugin, type Template, TEMPLATES } from "./scaffold-plugin.ts";
