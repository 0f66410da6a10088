import { expect, test } from "vitest";
import * as factories from "../src/diagnostics.ts";
import type { ManifestErrorCode } from "../src/index.ts";
import type { Finding } from "../src/finding.ts";

const deprecation = { since: "1.1.0", removal: "2.0.0", replacement: "tool.before" };

/** Every factory with what it says. */
const SENTENCES: readonly (readonly [keyof typeof factories, Finding, ManifestErrorCode, string, string | undefined])[] = [
  ["toJsonInvalid", factories.toJsonInvalid("no end", undefined), "JSON_INVALID", "not valid JSON: no end", "Mend the text."],
  [
    "toJsonTooLarge",
    factories.toJsonTooLarge(9),
    "JSON_TOO_LARGE",
    "the text is larger than 9 bytes",
    "Move large schemas and examples out of the file.",
  ],
  [
    "toJsonTooDeep",
    factories.toJsonTooDeep(9),
    "JSON_TOO_DEEP",
    "the value is nested more than 9 levels deep",
    "Flatten the schemas and examples in the file.",
  ],
  [
    "toJsonKeyForbidden",
    factories.toJsonKeyForbidden("__proto__", "/a"),
    "JSON_KEY_FORBIDDEN",
    'the key "__proto__" is not allowed',
    'Rename "__proto__".',
  ],
  [
    "toJsonKeyDuplicate",
    factories.toJsonKeyDuplicate(undefined),
    "JSON_KEY_DUPLICATE",
    "a key stands twice in one object",
    "Remove the second key.",
  ],
  [
    "toKeyUnknown",
    factories.toKeyUnknown("lint", "/a", "a", "Remove it."),
    "SCHEMA_KEY_UNKNOWN",
    'lint has the key "a", which does not exist',
    "Remove it.",
  ],
  ["toKeyMissing", factories.toKeyMissing("lint", "", "name"), "SCHEMA_KEY_MISSING", 'lint lacks the key "name"', 'Add "name".'],
  [
    "toTypeWrong",
    factories.toTypeWrong("lint", "", "an object", "a list"),
    "SCHEMA_TYPE_WRONG",
    "lint has a list at its root, where an object is expected",
    "Write an object.",
  ],
  [
    "toValueInvalid",
    factories.toValueInvalid("lint", "/a", 0, "be >= 1"),
    "SCHEMA_VALUE_INVALID",
    "lint has 0 at /a, which must be >= 1",
    "Change /a.",
  ],
  [
    "toManifestVersionUnsupported",
    factories.toManifestVersionUnsupported("lint", 2),
    "MANIFEST_VERSION_UNSUPPORTED",
    "lint has manifest version 2; this host reads version 1",
    'Write 1 for "manifestVersion", or update the host.',
  ],
  [
    "toNameInvalid",
    factories.toNameInvalid("/name", "A", "a"),
    "NAME_INVALID",
    '"A" is not a plugin name: lower-case letters, digits and single hyphens, at most 64 a segment',
    'Write "a".',
  ],
  [
    "toNameConfusable",
    factories.toNameConfusable("git-contxt", "git-context"),
    "NAME_CONFUSABLE",
    '"git-contxt" is one edit away from "git-context"',
    'Choose a "name" that nobody can mistake.',
  ],
  [
    "toVersionInvalid",
    factories.toVersionInvalid("/version", "x", undefined),
    "VERSION_INVALID",
    '"x" is not a SemVer version',
    'Write a version such as "1.0.0".',
  ],
  [
    "toRangeInvalid",
    factories.toRangeInvalid("/engines/kodex", "x"),
    "RANGE_INVALID",
    '"x" is not a SemVer range',
    'Write a range such as "^1.0.0".',
  ],
  [
    "toEngineUnsupported",
    factories.toEngineUnsupported("lint", "^1.0.0", "2.0.0"),
    "ENGINE_UNSUPPORTED",
    "lint needs the plugin API ^1.0.0; it is held against 2.0.0",
    'Widen "engines.kodex" once the plugin runs there.',
  ],
  [
    "toEntryMissing",
    factories.toEntryMissing("lint"),
    "ENTRY_MISSING",
    'lint has neither "main" nor "command"',
    'Add "main" with the path of its module.',
  ],
  [
    "toEntryAmbiguous",
    factories.toEntryAmbiguous("lint"),
    "ENTRY_AMBIGUOUS",
    'lint has both "main" and "command"',
    'Remove "main" or "command".',
  ],
  [
    "toEntryNotAllowed",
    factories.toEntryNotAllowed("lint", "main"),
    "ENTRY_NOT_ALLOWED",
    'lint carries its manifest in code and has "main" nevertheless',
    'Remove "main".',
  ],
  [
    "toEntryOutside",
    factories.toEntryOutside("lint", "/x"),
    "ENTRY_OUTSIDE",
    'lint has its module at "/x", which is not a path inside its folder',
    'Write a path that begins with "./".',
  ],
  [
    "toHookUnknown",
    factories.toHookUnknown("lint", "/hooks/x", "x", undefined),
    "HOOK_UNKNOWN",
    'lint declares hook "x", which does not exist',
    "See `kodex schema hooks` for the hooks that exist.",
  ],
  [
    "toHookHostOnly",
    factories.toHookHostOnly("lint", "/hooks/x", "x"),
    "HOOK_HOST_ONLY",
    'lint declares hook "x", which only the host may handle',
    'Remove "x".',
  ],
  [
    "toFieldUnknown",
    factories.toFieldUnknown("/x", { who: "lint", hook: "turn.start", field: "a", closest: undefined }),
    "MATCH_FIELD_UNKNOWN",
    'lint names "a", which is not a payload field of "turn.start"',
    'Name a field that `kodex schema hooks` lists for "turn.start".',
  ],
  [
    "toMatchPatternInvalid",
    factories.toMatchPatternInvalid("/x", "a*b"),
    "MATCH_PATTERN_INVALID",
    'the pattern "a*b" has a star inside',
    'Let the star of "a*b" stand at its beginning or at its end.',
  ],
  [
    "toEventNameInvalid",
    factories.toEventNameInvalid("lint", "/events/x", "x", "lint:"),
    "EVENT_NAME_INVALID",
    'lint declares the event "x", whose name does not begin with "lint:"',
    'Name it "lint:<moment>".',
  ],
  [
    "toCapabilityIdInvalid",
    factories.toCapabilityIdInvalid("lint", "/capabilities/x", "x"),
    "CAPABILITY_ID_INVALID",
    'lint declares capability "x", which is not of the form "area.verb"',
    'Write lower-case words with dots between them, such as "code.format".',
  ],
  [
    "toPlatformInvalid",
    factories.toPlatformInvalid("/platforms/0", "beos"),
    "PLATFORM_INVALID",
    '"beos" is not a platform',
    'Write "linux", "darwin" or "win32", with "-x64" or "-arm64" behind it if need be.',
  ],
  [
    "toPluginSchemaInvalid",
    factories.toPluginSchemaInvalid("lint", "/config", "is odd", "Mend it."),
    "PLUGIN_SCHEMA_INVALID",
    "lint has a JSON Schema at /config that is odd",
    "Mend it.",
  ],
  [
    "toPermissionInvalid",
    factories.toPermissionInvalid("/permissions/env/0", "PATH", "may never be granted"),
    "PERMISSION_INVALID",
    'the permission "PATH" may never be granted',
    "Change or remove /permissions/env/0.",
  ],
  [
    "toTimeoutSuspicious",
    factories.toTimeoutSuspicious("lint", "/x", 5),
    "TIMEOUT_SUSPICIOUS",
    "lint has a deadline of 5 ms",
    "Write 5000 if seconds were meant.",
  ],
  [
    "toDeprecated",
    factories.toDeprecated("lint", "/x", 'hook "x"', deprecation),
    "DEPRECATED",
    'lint uses hook "x", which is deprecated since 1.1.0 and is gone in 2.0.0',
    'Use "tool.before" instead.',
  ],
  [
    "toRemoved",
    factories.toRemoved("lint", "/x", 'hook "x"', { since: "1.1.0", removal: "2.0.0" }),
    "REMOVED",
    'lint uses hook "x", which is gone since 2.0.0',
    "Remove /x.",
  ],
  ["toNormalized", factories.toNormalized("/version", "v1.0.0", "1.0.0"), "NORMALIZED", '"v1.0.0" was read as "1.0.0"', undefined],
];

test.each(SENTENCES)("%s says who, what and what to do", (_, finding, ...said) => {
  expect([finding.code, finding.message, finding.hint]).toEqual(said);
});

test("every factory and every code is listed here", () => {
  expect(SENTENCES.map(([name]) => name).toSorted()).toEqual(Object.keys(factories).toSorted());
  // A code that the type has and this list lacks does not compile.
  const codes: Record<ManifestErrorCode, true> = {
    JSON_INVALID: true,
    JSON_TOO_LARGE: true,
    JSON_TOO_DEEP: true,
    JSON_KEY_DUPLICATE: true,
    JSON_KEY_FORBIDDEN: true,
    SCHEMA_KEY_UNKNOWN: true,
    SCHEMA_KEY_MISSING: true,
    SCHEMA_TYPE_WRONG: true,
    SCHEMA_VALUE_INVALID: true,
    MANIFEST_VERSION_UNSUPPORTED: true,
    NAME_INVALID: true,
    NAME_CONFUSABLE: true,
    VERSION_INVALID: true,
    RANGE_INVALID: true,
    ENGINE_UNSUPPORTED: true,
    ENTRY_MISSING: true,
    ENTRY_AMBIGUOUS: true,
    ENTRY_OUTSIDE: true,
    ENTRY_NOT_ALLOWED: true,
    HOOK_UNKNOWN: true,
    HOOK_HOST_ONLY: true,
    MATCH_FIELD_UNKNOWN: true,
    MATCH_PATTERN_INVALID: true,
    EVENT_NAME_INVALID: true,
    CAPABILITY_ID_INVALID: true,
    PLATFORM_INVALID: true,
    PLUGIN_SCHEMA_INVALID: true,
    PERMISSION_INVALID: true,
    TIMEOUT_SUSPICIOUS: true,
    DEPRECATED: true,
    REMOVED: true,
    NORMALIZED: true,
  };
  expect([...new Set(SENTENCES.map(([, , code]) => code))].toSorted()).toEqual(Object.keys(codes).toSorted());
});

test("a long value is cut in a message, and its keys are sorted", () => {
  expect(factories.toNormalized("/a", { b: 1, a: 2 }, "x".repeat(200)).message).toBe(`{"a":2,"b":1} was read as "${"x".repeat(119)}…`);
});
