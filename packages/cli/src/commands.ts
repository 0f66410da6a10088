import type { RunCommand } from "./command.ts";
import type { OptionRow } from "./option.ts";

/** What is known of a command before its code is loaded. Help, parsing and completion all come from this. */
export interface CommandInfo {
  /** Words behind the name, as `cac` writes them. Completion knows by their names what they stand for. */
  readonly usage: string;
  /** One sentence. */
  readonly summary: string;
  /** Options of its own. */
  readonly options: readonly OptionRow[];
  /** Lines that one can type. */
  readonly examples: readonly string[];
  /** Loads its code. */
  load(): Promise<RunCommand>;
}

/** Options that every command has. */
export const GLOBAL_OPTIONS: readonly OptionRow[] = [
  ["--cwd <dir>", "Workspace; the current folder when left out"],
  ["--plugins <dir...>", "Folder with local plugins instead of ./plugins; may be repeated"],
  ["--no-packages", "Do not look for plugins among the installed packages"],
  ["--config <file>", "Configuration instead of the workspace's kodex.json"],
  ["--strict", "The first problem at load fails the command"],
  ["--safe-mode", "Load no third-party plugin"],
  ["--isolation <level>", "Lowest isolation for every plugin", ["in-process", "worker", "process", "os", "container"]],
  ["--allow-lower-isolation", "Run with less isolation where the level cannot be had"],
  ["--json", "Print one JSON document"],
  ["--quiet", "Print no diagnostics"],
  ["--debug", "Print stack traces"],
];

const payload: OptionRow = ["--payload <json>", "Payload as JSON, @file, or - for standard input"];

/** Every command. */
export const COMMANDS: Readonly<Record<string, CommandInfo>> = {
  list: {
    usage: "",
    summary: "Plugins with their status",
    options: [],
    examples: ["kodex list", "kodex list --json"],
    load: async () => (await import("./run-commands.ts")).runList,
  },
  capabilities: {
    usage: "[capability]",
    summary: "Capabilities with their providers in order",
    options: [],
    examples: ["kodex capabilities", "kodex capabilities code.format"],
    load: async () => (await import("./run-commands.ts")).runCapabilities,
  },
  route: {
    usage: "<...task>",
    summary: "Providers for a task in plain words",
    options: [["--limit <n>", "At most so many providers; 5 when left out"]],
    examples: ["kodex route show what changed"],
    load: async () => (await import("./run-commands.ts")).runRoute,
  },
  emit: {
    usage: "<hook>",
    summary: "Emits a hook and shows what came of it",
    options: [
      payload,
      ["--fail-fast", "Stop at the first failure"],
      ["--trace", "Show how long each handler took"],
      ["--ask <answer>", "Answer to a gate that asks", ["allow", "deny", "prompt"]],
    ],
    examples: [`kodex emit prompt.preprocess --payload '{"text":"hello"}'`, "kodex emit tool.before --payload @call.json --trace"],
    load: async () => (await import("./run-commands.ts")).runEmit,
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
    load: async () => (await import("./run-commands.ts")).runInvoke,
  },
  explain: {
    usage: "<hook> [plugin]",
    summary: "Why each handler of a hook would or would not run",
    options: [payload],
    examples: ["kodex explain tool.before", "kodex explain tool.before secret-redactor"],
    load: async () => (await import("./run-commands.ts")).runExplain,
  },
  doctor: {
    usage: "",
    summary: "Health of the runtime and of every plugin",
    options: [],
    examples: ["kodex doctor"],
    load: async () => (await import("./run-commands.ts")).runDoctor,
  },
  validate: {
    usage: "[path]",
    summary: "Checks one plugin before others see it",
    options: [["--against <version>", "Version of the plugin API to hold it against, besides this one"]],
    examples: ["kodex validate", "kodex validate plugins/hello.js", "kodex validate --against 2.0.0"],
    load: async () => (await import("./run-commands.ts")).runValidate,
  },
  scaffold: {
    usage: "<name>",
    summary: "Starts a plugin in ./plugins",
    options: [
      ["--template <name>", "Kind of plugin", ["file", "package", "command"]],
      ["--lang <language>", "Language", ["js", "ts", "python"]],
      ["--force", "Overwrite what is in the way"],
    ],
    examples: ["kodex scaffold hello", "kodex scaffold hello --template command"],
    load: async () => (await import("./run-commands.ts")).runScaffold,
  },
  config: {
    usage: "[key]",
    summary: "Settings that apply here, or one of them",
    options: [["--explain", "Say where each value comes from"]],
    examples: ["kodex config --explain", "kodex config plugins.hello.enabled"],
    load: async () => (await import("./run-commands.ts")).runConfig,
  },
  enable: {
    usage: "<plugin[#hook]>",
    summary: "Switches a plugin, or one hook of it, on in the workspace",
    options: [],
    examples: ["kodex enable hello", "kodex enable hello#tool.before"],
    load: async () => (await import("./run-commands.ts")).runEnable,
  },
  disable: {
    usage: "<plugin[#hook]>",
    summary: "Switches a plugin, or one hook of it, off in the workspace",
    options: [],
    examples: ["kodex disable hello", "kodex disable hello#tool.before"],
    load: async () => (await import("./run-commands.ts")).runDisable,
  },
  logs: {
    usage: "[plugin]",
    summary: "What plugins logged when this command ran them",
    options: [
      ["--limit <n>", "At most so many lines, the latest; 100 when left out"],
      ["--follow", "Go on with what is logged from now on; with --json one document a line"],
    ],
    examples: ["kodex logs hello", "kodex logs --follow --json"],
    load: async () => (await import("./run-commands.ts")).runLogs,
  },
  schema: {
    usage: "[schema]",
    summary: "JSON Schema of the manifest, the hooks, the configuration, or an output",
    options: [],
    examples: ["kodex schema", "kodex schema output/list"],
    load: async () => (await import("./run-commands.ts")).runSchema,
  },
  completion: {
    usage: "<shell> [...words]",
    summary: "Completion for bash, zsh or fish",
    options: [],
    examples: ["source <(kodex completion bash)", "kodex completion fish | source"],
    load: async () => (await import("./run-commands.ts")).runCompletion,
  },
};
