import { expect, test } from "vitest";
import { toCapabilityFailed, toEntryMissing, toHandlerFailed, toHandlerUnavailable } from "../../src/errors.ts";

const cause = toEntryMissing("lint@1.0.0", "/w/index.mjs", undefined);

test.each([
  ["a handler that failed", toHandlerFailed("lint@1.0.0", "tool.before", cause)],
  ["a handler that is not there", toHandlerUnavailable("lint@1.0.0", "tool.before", cause)],
  ["a capability that failed", toCapabilityFailed("code.lint", "lint@1.0.0", cause)],
])("%s is mended as its cause says", (_, { hint }) => {
  expect(hint).toBe('Build the plugin, or mend "main" in its manifest.');
});
