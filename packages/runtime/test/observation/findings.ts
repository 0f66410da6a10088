import { expect } from "vitest";

/** One finding. */
export type Finding = readonly [id: string, status: "fail" | "warn", code: string, message: string, hint: string];

/** What the doctor must find in each fixture besides what works, in order; `$here` is the workspace. */
export const FINDINGS: Readonly<Record<string, readonly Finding[]>> = {
  "capability-not-implemented": [
    [
      "plugin.lint",
      "fail",
      "CAPABILITY_NOT_IMPLEMENTED",
      'lint@1.0.0 declares capability "code.lint" and has no handler for it',
      'Add a handler for "code.lint", or remove it from the manifest.',
    ],
  ],
  "capability-without-provider": [
    [
      "plugin.lint",
      "fail",
      "REQUIREMENT_MISSING",
      'lint@1.0.0 needs the capability "code.parse" ^1.0.0, which nothing provides',
      'Add a plugin that provides "code.parse".',
    ],
  ],
  "dependency-cycle": [
    [
      "plugin.egg",
      "fail",
      "REQUIREMENT_CYCLE",
      "egg@1.0.0 needs itself: egg@1.0.0 → hen@1.0.0 → egg@1.0.0",
      'Remove one of them from "requires", or move it to "requires.optional".',
    ],
    [
      "plugin.hen",
      "fail",
      "REQUIREMENT_CYCLE",
      "hen@1.0.0 needs itself: egg@1.0.0 → hen@1.0.0 → egg@1.0.0",
      'Remove one of them from "requires", or move it to "requires.optional".',
    ],
  ],
  disabled: [
    ["plugin.lint", "warn", "PLUGIN_DISABLED", "lint@1.0.0 is disabled in the configuration", "Switch it on with `kodex enable lint`."],
  ],
  "duplicate-name": [
    [
      "plugin.lint#2",
      "fail",
      "PLUGIN_DUPLICATE",
      "lint@1.0.0 at $here/plugins/lint-copy/kodex.plugin.json has the name of a plugin that is already there at $here/plugins/lint/kodex.plugin.json",
      'Remove $here/plugins/lint-copy/kodex.plugin.json, or give it another "name".',
    ],
  ],
  "engine-range": [
    [
      "plugin.lint",
      "fail",
      "ENGINE_UNSUPPORTED",
      "lint@1.0.0 needs the plugin API ^9.0.0; this host has 1.0.0",
      'Install another version of lint, or mend "engines.kodex" in its manifest.',
    ],
  ],
  healthy: [],
  "hook-not-declared": [
    [
      "plugin.lint",
      "fail",
      "HOOK_NOT_DECLARED",
      'lint@1.0.0 has a handler for hook "turn.error" and does not declare it',
      'Add "turn.error" to "hooks" in the manifest.',
    ],
  ],
  "hook-not-implemented": [
    [
      "plugin.lint",
      "fail",
      "HOOK_NOT_IMPLEMENTED",
      'lint@1.0.0 declares hook "turn.start" and has no handler for it',
      'Add a handler for "turn.start", or remove it from the manifest.',
    ],
  ],
  "invalid-json": [
    [
      "plugin.$here/plugins/lint/kodex.plugin.json",
      "fail",
      "JSON_INVALID",
      "not valid JSON: a comma is missing",
      "Write a comma before it.",
    ],
  ],
  "invalid-manifest": [
    ["plugin.lint", "fail", "VERSION_INVALID", '"v1" is not a SemVer version', 'Write "1.0.0".'],
    [
      "manifest.lint/hooks/turn.start/priorty",
      "fail",
      "SCHEMA_KEY_UNKNOWN",
      'lint@v1 has the key "priorty", which does not exist',
      'Did you mean "priority"?',
    ],
  ],
  "missing-entry": [
    [
      "plugin.lint",
      "fail",
      "PLUGIN_ENTRY_MISSING",
      "lint@1.0.0 has its module at $here/plugins/lint/index.mjs, which does not exist",
      'Build the plugin, or mend "main" in its manifest.',
    ],
  ],
  "no-default-export": [
    [
      "plugin.lint",
      "fail",
      "PLUGIN_EXPORT_INVALID",
      "lint@1.0.0 does not export a plugin by default: there is no default export",
      "Write `export default definePlugin({ … })`, or keep the file in another folder if it is no plugin.",
    ],
  ],
  "order-against-nobody": [
    [
      "constraint.lint.tool.before.fromatter",
      "warn",
      "ORDER_PLUGIN_UNKNOWN",
      'lint@1.0.0 is to run after "fromatter" in "tool.before" (manifest), and there is no plugin of that name',
      'Did you mean "formatter"?',
    ],
    [
      "constraint.lint.tool.before.absent-minded",
      "warn",
      "ORDER_PLUGIN_UNKNOWN",
      'lint@1.0.0 is to run before "absent-minded" in "tool.before" (kodex.json), and there is no plugin of that name',
      'Add the plugin "absent-minded", or remove it from "before" in plugins."lint".hooks."tool.before" of kodex.json.',
    ],
  ],
  "ordering-cycle": [
    [
      "order.tool.before",
      "warn",
      "ORDER_CYCLE",
      'the order of first@1.0.0, second@1.0.0 in "tool.before" is a cycle: first@1.0.0 says before "second" (manifest); second@1.0.0 says before "first" (manifest)',
      "Remove one of these constraints; until then none of them holds.",
    ],
  ],
  "preference-for-nothing": [
    [
      "capability.code.formt",
      "warn",
      "CAPABILITY_UNKNOWN",
      'the configuration prefers providers of "code.formt", which no plugin provides',
      'Did you mean "code.format"?',
    ],
    [
      "capability.code.format.pretier",
      "warn",
      "CAPABILITY_NO_PROVIDER",
      'the configuration prefers "pretier" for "code.format", which only prettier can provide',
      'Did you mean "prettier"?',
    ],
  ],
  "refused-schema": [
    [
      "schema.lint@1.0.0.capabilities.code.lint.input",
      "fail",
      "SCHEMA_REFUSED",
      expect.stringContaining('lint@1.0.0 has no usable schema for the input of "code.lint": a JSON Schema was refused: ') as string,
      "Mend capabilities.code.lint.input in the manifest.",
    ],
  ],
  "refused-settings": [
    [
      "plugin.lint",
      "fail",
      "PLUGIN_CONFIG_INVALID",
      "lint@1.0.0 refuses its settings: /level must be integer",
      'Mend plugins."lint".config in kodex.json.',
    ],
  ],
  "settings-for-nobody": [
    [
      "config.lnt",
      "warn",
      "CONFIG_PLUGIN_UNKNOWN",
      'the configuration has settings for "lnt", and there is no plugin of that name',
      'Did you mean "lint"?',
    ],
    [
      "config.lint.turn.end",
      "warn",
      "CONFIG_HOOK_UNKNOWN",
      'the configuration has settings for "turn.end" of lint@1.0.0, which does not handle it',
      'Remove plugins."lint".hooks."turn.end" from kodex.json.',
    ],
  ],
  "source-folder-missing": [
    [
      "sources../plugin",
      "warn",
      "CONFIG_FOLDER_MISSING",
      'the configuration looks for plugins in "./plugin", which does not exist',
      'Make the folder, or mend "sources.local" in kodex.json.',
    ],
  ],
  "syntax-error": [
    [
      "plugin.lint",
      "fail",
      "PLUGIN_SYNTAX_ERROR",
      "lint@1.0.0 cannot be parsed: Unexpected end of input ($here/plugins/lint/index.mjs)",
      "Mend the place that `node --check $here/plugins/lint/index.mjs` shows.",
    ],
  ],
  "third-party": [
    [
      "grant.third",
      "warn",
      "PERMISSION_NOT_GRANTED",
      "third@1.0.0 needs permissions that it is not granted: env:CI",
      'Add them to plugins."third".grant in kodex.json, if you trust it.',
    ],
    [
      "isolation.third",
      "warn",
      "ISOLATION_NONE",
      "third@1.0.0 is third-party and runs in-process, with the host's rights",
      "Register an isolation backend, or review the plugin and keep it in the workspace.",
    ],
  ],
  "throw-at-import": [
    [
      "plugin.lint",
      "fail",
      "PLUGIN_IMPORT_FAILED",
      "lint@1.0.0 failed while $here/plugins/lint/index.mjs was imported: no database",
      "Mend what $here/plugins/lint/index.mjs does at its top level.",
    ],
  ],
  "timeout-beyond-the-host": [
    [
      "timeout.lint.tool.before",
      "warn",
      "TIMEOUT_CAPPED",
      'lint@1.0.0 asks for 300000 ms for "tool.before", and the host allows 60000',
      'Write at most 60000 for "timeoutMs" of "tool.before" in the manifest, or 300 if it was multiplied by 1000 once too often.',
    ],
  ],
  "timeout-in-seconds": [
    [
      "manifest.lint/hooks/tool.before/timeoutMs",
      "warn",
      "TIMEOUT_SUSPICIOUS",
      'lint@1.0.0, hook "tool.before", has a deadline of 5 ms',
      "Write 5000 if seconds were meant.",
    ],
  ],
  "timeout-in-seconds-set": [
    [
      "timeout.lint.tool.before",
      "warn",
      "TIMEOUT_SUSPICIOUS",
      'the configuration gives lint@1.0.0 5 ms for "tool.before"',
      'Write 5000 for plugins."lint".hooks."tool.before".timeoutMs in kodex.json if seconds were meant.',
    ],
  ],
  "unknown-event": [
    [
      "events.reader@1.0.0",
      "warn",
      "HOOK_UNKNOWN",
      "reader@1.0.0 has 0 hooks, 0 capabilities; no plugin declares indexer:indexed",
      "Add the plugin that emits indexer:indexed.",
    ],
  ],
  "unknown-hook": [
    [
      "plugin.lint",
      "fail",
      "HOOK_UNKNOWN",
      'lint@1.0.0 declares hook "prompt.preproces", which does not exist',
      'Did you mean "prompt.preprocess"?',
    ],
  ],
  "unmet-requirement": [
    [
      "plugin.lint",
      "fail",
      "REQUIREMENT_MISSING",
      'lint@1.0.0 needs the plugin "parser" ^1.0.0, which nothing provides',
      'Add the plugin "parser".',
    ],
  ],
  "unmet-version": [
    [
      "plugin.lint",
      "fail",
      "REQUIREMENT_VERSION",
      'lint@1.0.0 needs the plugin "parser" ^2.0.0; there is 1.0.0',
      'Install a version in ^2.0.0, or mend "requires" in the manifest of lint@1.0.0.',
    ],
  ],
};
