import type { RunCommand } from "./command.ts";

/** What is known of a command before its code is loaded. */
export interface CommandInfo {
  /** Words behind the name, as `cac` writes them. */
  readonly usage: string;
  /** One sentence. */
  readonly summary: string;
  /** Options of its own, as `cac` writes them. */
  readonly options: readonly (readonly [flags: string, summary: string])[];
  /** Lines that one can type. */
  readonly examples: readonly string[];
  /** Loads its code. */
  load(): Promise<RunCommand>;
}

/** Options that every command has. */
export const GLOBAL_OPTIONS: CommandInfo["options"] = [
  ["--cwd <dir>", "Workspace; the current folder when left out"],
  ["--plugins <dir>", "Folder with local plugins instead of ./plugins; may be repeated"],
  ["--no-packages", "Do not look for plugins among the installed packages"],
  ["--config <file>", "Configuration instead of kodex.json"],
  ["--strict", "The first problem at load fails the command"],
  ["--safe-mode", "Load no third-party plugin"],
  ["--json", "Print one JSON document"],
  ["--quiet", "Print no diagnostics"],
  ["--debug", "Print stack traces"],
];

const payload = ["--payload <json>", "Payload as JSON, @file, or - for standard input"] as const;

/** Every command. */
export const COMMANDS: Readonly<Record<string, CommandInfo>> = {
  list: {
    usage: "",
    summary: "Plugins with their status",
    options: [],
    examples: ["kodex list", "kodex list --json"],
    load: async () => (await import("./commands/list.ts")).runList,
  },
  capabilities: {
    usage: "[id]",
    summary: "Capabilities with their providers in order",
    options: [],
    examples: ["kodex capabilities", "kodex capabilities code.format"],
    load: async () => (await import("./commands/capabilities.ts")).runCapabilities,
  },
  route: {
    usage: "<...task>",
    summary: "Providers for a task in plain words",
    options: [["--limit <n>", "Most candidates; 5 when left out"]],
    examples: ["kodex route show what changed"],
    load: async () => (await import("./commands/route.ts")).runRoute,
  },
  emit: {
    usage: "<hook>",
    summary: "Emits a hook and shows what came of it",
    options: [
      payload,
      ["--fail-fast", "Stop at the first failure"],
      ["--trace", "Show how long each handler took"],
      ["--ask <answer>", "allow, deny or prompt: the answer to a gate that asks"],
    ],
    examples: [`kodex emit prompt.preprocess --payload '{"text":"hello"}'`, "kodex emit tool.before --payload @call.json --trace"],
    load: async () => (await import("./commands/emit.ts")).runEmit,
  },
  invoke: {
    usage: "<capability>",
    summary: "Calls a capability",
    options: [
      ["--input <json>", "Input as JSON, @file, or - for standard input"],
      ["--plugin <name>", "Plugin that must serve it"],
      ["--range <range>", "SemVer range of the capability"],
    ],
    examples: ["kodex invoke vcs.diff --input '{}'"],
    load: async () => (await import("./commands/invoke.ts")).runInvoke,
  },
  explain: {
    usage: "<hook> [plugin]",
    summary: "Why each handler of a hook would or would not run",
    options: [payload],
    examples: ["kodex explain tool.before", "kodex explain tool.before secret-redactor"],
    load: async () => (await import("./commands/explain.ts")).runExplain,
  },
  doctor: {
    usage: "",
    summary: "Health of the runtime and of every plugin",
    options: [],
    examples: ["kodex doctor"],
    load: async () => (await import("./commands/doctor.ts")).runDoctor,
  },
  validate: {
    usage: "[path]",
    summary: "Checks one plugin before others see it",
    options: [],
    examples: ["kodex validate", "kodex validate plugins/hello.js"],
    load: async () => (await import("./commands/validate.ts")).runValidate,
  },
  scaffold: {
    usage: "<name>",
    summary: "Starts a plugin in ./plugins",
    options: [
      ["--template <name>", "file, package or command"],
      ["--lang <language>", "js, ts or python"],
      ["--force", "Overwrite what is in the way"],
    ],
    examples: ["kodex scaffold hello", "kodex scaffold hello --template command"],
    load: async () => (await import("./commands/scaffold.ts")).runScaffold,
  },
  schema: {
    usage: "[name]",
    summary: "JSON Schema of the manifest, the hooks, the configuration, or an output",
    options: [],
    examples: ["kodex schema", "kodex schema output/list"],
    load: async () => (await import("./commands/schema.ts")).runSchema,
  },
};
