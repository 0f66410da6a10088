import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { countUses, readSources, toCodes, toFactories, toUnion } from "../support/source-codes.ts";
import { ROOT } from "../support/workspace.ts";

const rows = readFileSync(join(ROOT, "docs/errors.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
  .map((cells) => cells.map((cell) => cell.trim()));
const documented = rows.map(([code = ""]) => code.replaceAll("`", ""));
const sources = readSources();

/** The sources of one package, as one text. */
const toText = (name: string): string =>
  sources
    .filter(({ path }) => path.startsWith(`packages/${name}/`))
    .map(({ text }) => text)
    .join("\n");

/** The closed unions, word for word: a change here is a change of the public API. */
const UNIONS: readonly (readonly [name: string, union: string, codes: readonly string[]])[] = [
  [
    "manifest",
    "ManifestErrorCode",
    [
      "JSON_INVALID",
      "JSON_TOO_LARGE",
      "JSON_TOO_DEEP",
      "JSON_KEY_DUPLICATE",
      "JSON_KEY_FORBIDDEN",
      "SCHEMA_KEY_UNKNOWN",
      "SCHEMA_KEY_MISSING",
      "SCHEMA_TYPE_WRONG",
      "SCHEMA_VALUE_INVALID",
      "MANIFEST_VERSION_UNSUPPORTED",
      "NAME_INVALID",
      "NAME_CONFUSABLE",
      "VERSION_INVALID",
      "RANGE_INVALID",
      "ENGINE_UNSUPPORTED",
      "ENTRY_MISSING",
      "ENTRY_AMBIGUOUS",
      "ENTRY_OUTSIDE",
      "ENTRY_NOT_ALLOWED",
      "HOOK_UNKNOWN",
      "HOOK_HOST_ONLY",
      "MATCH_FIELD_UNKNOWN",
      "MATCH_PATTERN_INVALID",
      "EVENT_NAME_INVALID",
      "CAPABILITY_ID_INVALID",
      "PLATFORM_INVALID",
      "PLUGIN_SCHEMA_INVALID",
      "PERMISSION_INVALID",
      "TIMEOUT_SUSPICIOUS",
      "DEPRECATED",
      "REMOVED",
      "NORMALIZED",
    ],
  ],
  [
    "runtime",
    "LoadErrorCode",
    [
      "PLUGIN_UNREADABLE",
      "PLUGIN_ENTRY_MISSING",
      "PLUGIN_ENTRY_OUTSIDE",
      "PLUGIN_SYNTAX_ERROR",
      "PLUGIN_IMPORT_FAILED",
      "PLUGIN_EXPORT_INVALID",
      "PLUGIN_MANIFEST_TWICE",
      "PLUGIN_ACTIVATION_FAILED",
      "PLUGIN_ACTIVATION_TIMEOUT",
      "PLUGIN_COMMAND_FAILED",
      "PLUGIN_PROTOCOL_ERROR",
      "PLUGIN_EXITED",
      "PLUGIN_DISPOSED",
      "PLUGIN_DISPOSE_FAILED",
      "PLUGIN_DUPLICATE",
      "TRUST_GATE_FAILED",
      "PLUGIN_DISABLED",
      "PLUGIN_SAFE_MODE",
      "PLUGIN_CONFIG_INVALID",
      "PLATFORM_UNSUPPORTED",
      "ENGINE_UNSUPPORTED",
      "REQUIREMENT_MISSING",
      "REQUIREMENT_VERSION",
      "REQUIREMENT_CYCLE",
      "ISOLATION_UNAVAILABLE",
      "ISOLATION_NOT_CLOSED",
      "HOOK_NOT_IMPLEMENTED",
      "HOOK_NOT_DECLARED",
      "CAPABILITY_NOT_IMPLEMENTED",
      "CAPABILITY_NOT_DECLARED",
      "SOURCE_FAILED",
      "PACKAGE_JSON_INVALID",
    ],
  ],
  [
    "runtime",
    "HookErrorCode",
    ["HOOK_UNKNOWN", "PAYLOAD_INVALID", "HANDLER_FAILED", "HANDLER_TIMEOUT", "RESULT_INVALID", "HOOK_REENTRANT", "HANDLER_UNAVAILABLE"],
  ],
  [
    "runtime",
    "CapabilityErrorCode",
    [
      "CAPABILITY_UNKNOWN",
      "CAPABILITY_NO_PROVIDER",
      "CAPABILITY_INPUT_INVALID",
      "CAPABILITY_OUTPUT_INVALID",
      "CAPABILITY_FAILED",
      "CAPABILITY_TIMEOUT",
      "CAPABILITY_ABORTED",
      "SCHEMA_REFUSED",
      "MODEL_UNAVAILABLE",
    ],
  ],
  ["runtime", "RefusalErrorCode", ["PLUGIN_UNTRUSTED"]],
  ["runtime", "PermissionErrorCode", ["PERMISSION_DENIED"]],
  ["runtime", "RuntimeStateErrorCode", ["RUNTIME_NOT_LOADED", "RUNTIME_CLOSED", "OPTION_INVALID"]],
  ["runtime", "StopCode", ["AFTER_DENY", "AFTER_ANSWER", "EMIT_ABORTED", "EMIT_TIMEOUT"]],
  [
    "cli",
    "UsageErrorCode",
    [
      "COMMAND_UNKNOWN",
      "OPTION_UNKNOWN",
      "OPTION_VALUE_INVALID",
      "ARGUMENT_MISSING",
      "ARGUMENT_UNEXPECTED",
      "ARGUMENT_INVALID",
      "INPUT_INVALID",
      "HOOK_UNKNOWN",
      "SCHEMA_UNKNOWN",
    ],
  ],
  ["cli", "CommandErrorCode", ["INTERRUPTED", "ISOLATION_UNAVAILABLE", "OUTPUT_TOO_DEEP", "PROCESS_ENDED", "UNCAUGHT_ERROR"]],
  [
    "create-plugin",
    "ScaffoldErrorCode",
    ["NAME_INVALID", "LANGUAGE_UNFIT", "FILE_IN_THE_WAY", "WRITE_FAILED", "OPTION_UNKNOWN", "OPTION_VALUE_INVALID", "ARGUMENT_UNEXPECTED"],
  ],
];

test("the page and the sources are there to be compared", () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(documented.length).toBeGreaterThan(100);
});

test("every code in the sources has a row, and every row a code", () => {
  expect([...documented].sort()).toEqual(toCodes(sources.map(({ text }) => text).join("\n")));
});

test("a planted code is seen, and what Node and the environment call something is not", () => {
  expect(toCodes('throw load("PLANTED_CODE");\n  | "PLANTED"\n  { code: "SOLO" }')).toEqual(["PLANTED", "PLANTED_CODE", "SOLO"]);
  expect(toCodes('["PLUGIN", "ERR_MODULE_NOT_FOUND", "KODEX_HOME", "XDG_STATE_HOME", "ENOENT"]')).toEqual([]);
});

test("a factory that is only passed on is not used", () => {
  const text = 'import { toX } from "./x.ts";\nexport {\n  toX,\n} from "./x.ts";\nexport const toX = () => 1;\n';
  expect(countUses(text, "toX")).toBe(0);
  expect(countUses(`${text}throw toX();`, "toX")).toBe(1);
});

test.each(rows)("the row of %s says what it means, where it comes from and what to do", (_code, ...cells) => {
  expect(cells).toHaveLength(3);
  for (const cell of cells) expect(cell).toMatch(/^.{4,}\.$/);
});

test.each(UNIONS)("@kodex/%s has the union %s that was published", (name, union, codes) => {
  expect(toUnion(toText(name), union)).toEqual(codes);
  expect(new Set(codes).size).toBe(codes.length);
});

test("every union of codes that a package has is among them", () => {
  const found = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/type (\w*Code) =\s*(?:\| )?"/g)].map(([, union = ""]) => `${path.split("/")[1]} ${union}`),
  );
  expect(found.sort()).toEqual(UNIONS.map(([name, union]) => `${name} ${union}`).sort());
});

describe("has a factory that is used:", () => {
  const made = UNIONS.filter(([, union]) => union.endsWith("ErrorCode"));
  test.each(made.flatMap(([name, , codes]) => codes.map((code) => [name, code] as const)))("@kodex/%s %s", (name, code) => {
    const text = toText(name);
    const factories = toFactories(text).filter(({ body }) => body.includes(`"${code}"`));
    expect(factories.map((factory) => factory.name)).not.toEqual([]);
    for (const factory of factories) expect(countUses(text, factory.name), `uses of ${factory.name}`).toBeGreaterThan(0);
  });
});

test("every error class that a package exports is a KodexError", () => {
  const classes = [
    ...sources
      .map(({ text }) => text)
      .join("\n")
      .matchAll(/export class (\w+)(?:<[^{]*>)? extends (\w*Error)\b/g),
  ];
  const toNames = (isOurs: boolean): readonly string[] =>
    classes
      .filter(([, , base]) => (base === "KodexError") === isOurs)
      .map(([, name = ""]) => name)
      .sort();
  expect(toNames(true)).toEqual([
    "CapabilityError",
    "CommandError",
    "HookExecutionError",
    "PermissionDeniedError",
    "PluginLoadError",
    "PluginRefusedError",
    "PluginValidationError",
    "RuntimeStateError",
    "ScaffoldError",
    "UsageError",
  ]);
  // The base itself, and what only travels between a host and a guest.
  expect(toNames(false)).toEqual(["KodexError", "RpcError"]);
});
