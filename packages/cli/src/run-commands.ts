// The code of all commands in one piece: with a file for each, and more for what some of them share, every command had a dozen
// to open. What only one of them needs and is large is loaded by that one.
export { runCapabilities } from "./commands/capabilities.ts";
export { runCompletion } from "./commands/completion.ts";
export { runConfig } from "./commands/config.ts";
export { runDoctor } from "./commands/doctor.ts";
export { runEmit } from "./commands/emit.ts";
export { runDisable, runEnable } from "./commands/enable.ts";
export { runExplain } from "./commands/explain.ts";
export { runInvoke } from "./commands/invoke.ts";
export { runList } from "./commands/list.ts";
export { runLogs } from "./commands/logs.ts";
export { runRoute } from "./commands/route.ts";
export { runScaffold } from "./commands/scaffold.ts";
export { runSchema } from "./commands/schema.ts";
export { runValidate } from "./commands/validate.ts";
