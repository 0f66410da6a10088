import type { EmitReport } from "@kodex/manifest";
import { describe, expect, test } from "vitest";
import { createCallScopes, type ScopeServices } from "../../src/calls/call-scopes.ts";

interface Heard {
  /** Emits, as they were asked for. */
  readonly emits: Parameters<ScopeServices["dispatch"]>[];
  /** Calls of capabilities, as they were asked for. */
  readonly calls: Parameters<ScopeServices["invoke"]>[];
}

function createScopes(now: number) {
  const heard: Heard = { emits: [], calls: [] };
  const scopes = createCallScopes({
    cwd: "/work",
    now: () => now,
    dispatch: (...emit) => {
      heard.emits.push(emit);
      return { hook: emit[0] } as EmitReport;
    },
    invoke: async (...call) => {
      heard.calls.push(call);
    },
  });
  return { heard, scopes };
}

const { signal } = new AbortController();

test("an envelope says what it is about, where it comes from, and whose it is; each has a number of its own", () => {
  const { scopes } = createScopes(0);
  expect(scopes.createEnvelope("tool.before", {}, "host")).toEqual({ id: "e1", hook: "tool.before", cwd: "/work", origin: "host" });
  expect(scopes.createEnvelope("turn.start", { sessionId: "s", turnId: "t", agentId: "a", cwd: "/other" }, "acme@1.0.0")).toEqual({
    id: "e2",
    hook: "turn.start",
    sessionId: "s",
    turnId: "t",
    agentId: "a",
    cwd: "/other",
    origin: "acme@1.0.0",
  });
});

test("a scope makes its event when somebody looks, once", () => {
  const { scopes } = createScopes(0);
  const scope = scopes.createScope("code.format", { origin: "host", signal });
  expect(scopes.createEnvelope("turn.start", {}, "host").id).toBe("e1");
  expect(scope.event).toEqual({ id: "e2", hook: "code.format", cwd: "/work", origin: "host" });
  expect(scope.event).toBe(scope.event);
  expect(scope.signal).toBe(signal);
});

describe("what is emitted or called from a scope", () => {
  test("ends a little before it, and belongs to its session", async () => {
    const { heard, scopes } = createScopes(1000);
    const scope = scopes.createScope("code.format", { origin: "host", signal, deadline: 1100, scope: { sessionId: "s" } });
    await scope.emit("turn.start", { turnId: "1" });
    await scope.invoke("code.lint", { text: "a" }, { plugin: "acme" });
    expect(heard.emits).toEqual([["turn.start", { turnId: "1" }, { sessionId: "s", timeoutMs: 90, signal }]]);
    expect(heard.calls).toEqual([["code.lint", { text: "a" }, { plugin: "acme", sessionId: "s", timeoutMs: 90, signal }, undefined]]);
  });

  test("has all the time where the scope has, and none when its time is over", async () => {
    const { heard, scopes } = createScopes(1000);
    await scopes.createScope("activate", { origin: "host", signal }).emit("turn.start", {});
    await scopes.createScope("activate", { origin: "host", signal, deadline: 900 }).emit("turn.start", {});
    expect(heard.emits.map(([, , settings]) => settings)).toEqual([{ signal }, { signal, timeoutMs: 0 }]);
  });
});
