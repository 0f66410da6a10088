import type { EmitResult } from "@kodex/runtime";
import { expect, test } from "vitest";
import { createTimeline, type TimelineEntry } from "../src/timeline.ts";

const result: EmitResult = {
  hook: "tool.before",
  payload: { tool: "run_shell", input: { command: "secret" } },
  decision: "deny",
  reasons: [
    { plugin: "a@1.0.0", decision: "allow", reason: "fine" },
    { plugin: "b@1.0.0", decision: "deny", reason: "no" },
  ],
  handlers: [
    { plugin: "a@1.0.0", status: "ok", durationMs: 1, value: { decision: "allow", input: "secret" } },
    { plugin: "b@1.0.0", status: "denied", durationMs: 2, value: { decision: "deny" } },
    { plugin: "c@1.0.0", status: "skipped", code: "AFTER_DENY" },
    { plugin: "d@1.0.0", status: "ok", durationMs: 3 },
  ],
  durationMs: 6,
};

test("writes down what each plugin did and who denied it, by keys and never by values", () => {
  const timeline = createTimeline(() => undefined);
  timeline.addEmit(result);
  expect(timeline.entries).toEqual([
    {
      step: "tool.before",
      tool: "run_shell",
      durationMs: 6,
      decision: "deny",
      reasons: ["b@1.0.0: no"],
      plugins: [
        { plugin: "a@1.0.0", did: "gave decision, input", durationMs: 1 },
        { plugin: "b@1.0.0", did: "denied", durationMs: 2 },
        { plugin: "c@1.0.0", did: "skipped (AFTER_DENY)", durationMs: 0 },
        { plugin: "d@1.0.0", did: "looked", durationMs: 3 },
      ],
    },
  ]);
  expect(JSON.stringify(timeline.entries)).not.toContain("secret");
});

test("gives no reasons for what was not denied", () => {
  const timeline = createTimeline(() => undefined);
  timeline.addEmit({ ...result, decision: "allow" });
  expect(timeline.entries[0]?.reasons).toEqual([]);
});

test("shows every step as it is added", () => {
  const seen: TimelineEntry[] = [];
  const timeline = createTimeline((entry) => seen.push(entry));
  timeline.addEmit({ hook: "turn.start", payload: {}, reasons: [], handlers: [], durationMs: 0 });
  timeline.addInvoke("vcs.diff", { plugin: "git-context@1.0.0", output: {}, durationMs: 5 });
  expect(seen).toEqual(timeline.entries);
  expect(seen[1]).toEqual({
    step: "vcs.diff",
    durationMs: 5,
    reasons: [],
    plugins: [{ plugin: "git-context@1.0.0", did: "answered", durationMs: 5 }],
  });
});
