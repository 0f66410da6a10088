import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PluginLogEntry, Runtime, RuntimeOptions } from "@kodex/runtime";
import { createFakeClock, createFakeModel, type FakeWorkspace } from "@kodex/runtime/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { isAlive, until } from "./processes.ts";
import { GUEST_LIBRARY, PYTHON_GUEST } from "./guests.ts";
import { loadFolder } from "./plugin-folder.ts";

interface GuestOptions {
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly options?: RuntimeOptions;
}

/** A runtime with a guest of the given code, and what the guest has logged. */
async function loadGuest(code: string, { manifest = {}, options = {} }: GuestOptions = {}) {
  const logs: PluginLogEntry[] = [];
  const loaded = await loadFolder(
    { "guest.mjs": GUEST_LIBRARY, "main.mjs": `import { ask, send, serve } from "./guest.mjs";\n${code}` },
    { manifest: { command: ["node", "./main.mjs"], ...manifest }, options: { onLog: (entry) => void logs.push(entry), ...options } },
  );
  return { ...loaded, logs };
}

const emit = (runtime: Runtime, text = "hi") => runtime.emit("prompt.preprocess", { text });

async function toFailure(runtime: Runtime, text?: string) {
  const { handlers } = await emit(runtime, text);
  const [{ code, error, status } = { status: "none", code: undefined, error: undefined }] = handlers;
  return { status, code, message: error?.message };
}

const exits = (runtime: Runtime) => runtime.ledger.filter(({ code }) => code === "PLUGIN_EXITED").map(({ message }) => message);

const readNote = (workspace: FakeWorkspace, name: string): string => readFileSync(join(workspace.path, "plugins/probe", name), "utf8");
const hasNote = (workspace: FakeWorkspace, name: string): boolean => existsSync(join(workspace.path, "plugins/probe", name));
const NOTE = 'import { appendFileSync } from "node:fs"; const note = (name, text = "x") => appendFileSync(name, text);';

describe("a guest in Python", () => {
  const python = spawnSync("python3", ["--version"]).status === 0;
  if (!python) process.stdout.write("SKIPPED: guests in Python, since there is no python3\n");
  const manifest = {
    command: ["python3", "./main.py"],
    capabilities: { "text.upper": { version: "1.0.0", description: "Upper case." } },
    permissions: { fs: { read: ["$workspace/**"] } },
    config: { type: "object" },
  };

  test.runIf(python)("handles a hook with what it reads through the host, and is refused what it is not granted", async () => {
    const logs: PluginLogEntry[] = [];
    const { runtime, workspace } = await loadFolder(
      { "main.py": PYTHON_GUEST },
      { manifest, options: { onLog: (entry) => void logs.push(entry), config: { plugins: { probe: { config: { mode: "loud" } } } } } },
    );
    workspace.write("notes.txt", "remember é");
    const { context, payload } = await emit(runtime, "hällo");
    expect([payload.text, context]).toEqual(["HÄLLO", [{ plugin: "probe@1.0.0", text: "remember é" }]]);
    expect((await runtime.invoke("text.upper", {})).output).toBe("PERMISSION_DENIED");
    expect(logs).toEqual([{ plugin: "probe@1.0.0", level: "info", message: "up with {'mode': 'loud'}" }]);
  });
});

describe("the handshake", () => {
  test("tells the guest the version, who it is and its settings", async () => {
    const { runtime } = await loadGuest(
      "let seen; serve({ initialize: (params) => { seen = params; }, hook: () => ({ context: JSON.stringify(seen) }) });",
      { manifest: { config: { type: "object" } }, options: { config: { plugins: { probe: { config: { a: 1 } } } } } },
    );
    const { context } = await emit(runtime);
    expect(JSON.parse(context?.[0]?.text ?? "null")).toEqual({
      protocolVersion: 1,
      plugin: { name: "probe", version: "1.0.0" },
      config: { a: 1 },
    });
  });

  test.each([
    [
      "another version",
      "serve({ initialize: () => ({ protocolVersion: 2 }) });",
      "PLUGIN_PROTOCOL_ERROR",
      "probe@1.0.0 broke the protocol: it speaks protocol version 2, the host 1",
    ],
    [
      "no greeting",
      "serve({ initialize: () => 'hello' });",
      "PLUGIN_PROTOCOL_ERROR",
      "probe@1.0.0 broke the protocol: the answer to initialize is not an object",
    ],
    [
      "a hook less",
      "serve({ greeting: { hooks: [] } });",
      "HOOK_NOT_IMPLEMENTED",
      'probe@1.0.0 declares hook "prompt.preprocess" and has no handler for it',
    ],
    [
      "a hook more",
      "serve({ greeting: { hooks: ['prompt.preprocess', 'tool.before'] } });",
      "HOOK_NOT_DECLARED",
      'probe@1.0.0 has a handler for hook "tool.before" and does not declare it',
    ],
    [
      "a capability more",
      "serve({ greeting: { capabilities: ['a.b'] } });",
      "CAPABILITY_NOT_DECLARED",
      'probe@1.0.0 has a handler for capability "a.b" and does not declare it',
    ],
    [
      "an error",
      "process.stdin.once('data', () => send({ id: 1, error: { code: 1, message: 'no licence' } })); setInterval(() => {}, 1000);",
      "PLUGIN_ACTIVATION_FAILED",
      "probe@1.0.0 failed in activate: no licence",
    ],
    [
      "text",
      "console.log('Server started'); serve({});",
      "PLUGIN_PROTOCOL_ERROR",
      'probe@1.0.0 broke the protocol: a line is not JSON: "Server started"',
    ],
    ["an end", "process.exit(7);", "PLUGIN_EXITED", "probe@1.0.0 ended by itself (exit code 7)"],
  ])("that is answered with %s fails, once, and leaves no process", async (_, code, expected, message) => {
    const { runtime, workspace } = await loadGuest(`${NOTE} note("pids", process.pid + "\\n");\n${code}`);
    const failure = { status: "error", code: expected, message };
    expect([await toFailure(runtime), await toFailure(runtime)]).toEqual([failure, failure]);
    const pids = readNote(workspace, "pids").trim().split("\n");
    expect(pids).toHaveLength(1);
    await until(() => !isAlive(Number(pids[0])));
  });

  test("with a program that is not there names it", async () => {
    const { runtime } = await loadGuest("", { manifest: { command: ["kodex-no-such-program"] } });
    expect(await toFailure(runtime)).toMatchObject({
      code: "PLUGIN_COMMAND_FAILED",
      message: expect.stringMatching(/^probe@1\.0\.0 could not start "kodex-no-such-program": .*ENOENT/) as string,
    });
    const local = await loadGuest("", { manifest: { command: ["./missing"] } });
    expect(await toFailure(local.runtime)).toMatchObject({ code: "PLUGIN_COMMAND_FAILED" });
  });

  test("that takes longer than 10 seconds fails and the guest is killed", async () => {
    const clock = createFakeClock();
    const { runtime, workspace } = await loadGuest(`${NOTE} note("pid", String(process.pid)); setInterval(() => {}, 1000);`, {
      options: { clock },
    });
    const failure = toFailure(runtime);
    await until(() => hasNote(workspace, "pid"));
    await clock.advance(10_000);
    expect(await failure).toMatchObject({ code: "PLUGIN_ACTIVATION_TIMEOUT", message: "probe@1.0.0 was not active within 10000 ms" });
    await until(() => !isAlive(Number(readNote(workspace, "pid"))));
  });
});

describe("a call", () => {
  test("brings the name, the payload and the event", async () => {
    const { runtime, workspace } = await loadGuest("serve({ hook: (params) => ({ context: JSON.stringify(params) }) });");
    const { context } = await runtime.emit("prompt.preprocess", { text: "hi" }, { sessionId: "s", turnId: "t" });
    expect(JSON.parse(context?.[0]?.text ?? "null")).toEqual({
      call: 1,
      name: "prompt.preprocess",
      payload: { text: "hi" },
      event: { id: "e1", hook: "prompt.preprocess", sessionId: "s", turnId: "t", cwd: workspace.path, origin: "host" },
    });
  });

  test("is answered by the same process as the last one, and calls side by side do not mix", async () => {
    const { runtime } = await loadGuest(`let calls = 0; serve({ hook: async ({ payload }) => {
      calls += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return { text: payload.text + calls + process.pid };
    } });`);
    const texts = (await Promise.all(["a", "b", "c"].map((text) => emit(runtime, text)))).map(({ payload }) => payload.text);
    expect(texts.map((text) => text[0])).toEqual(["a", "b", "c"]);
    expect(new Set(texts.map((text) => text.slice(2))).size).toBe(1);
  });

  test("that fails gives the guest's error, and the guest goes on", async () => {
    const { runtime } = await loadGuest("serve({ hook({ payload }) { if (payload.text === 'bad') throw new RangeError('too bad'); } });");
    const { handlers } = await emit(runtime, "bad");
    expect(handlers[0]).toMatchObject({ status: "error", code: "HANDLER_FAILED", error: { name: "RangeError", message: "too bad" } });
    expect((await emit(runtime, "good")).handlers[0]?.status).toBe("ok");
  });

  test("that is answered with null says nothing in a hook, and null in a capability", async () => {
    const { runtime } = await loadGuest("serve({ greeting: { capabilities: ['a.b'] }, hook: () => null, capability: () => null });", {
      manifest: { capabilities: { "a.b": { version: "1.0.0", description: "Nothing.", output: { type: "null" } } } },
    });
    expect((await emit(runtime)).handlers[0]).toMatchObject({ status: "ok" });
    expect((await runtime.invoke("a.b", {})).output).toBeNull();
  });

  test("that is out of time is cancelled, its services are over, and its late answer changes nothing", async () => {
    const clock = createFakeClock();
    const { runtime, workspace } = await loadGuest(
      `${NOTE} let late; serve({
        hook: ({ call, payload }, id) => payload.text === "slow"
          ? new Promise((resolve) => { note("begun"); late = { id, call, resolve }; })
          : { context: JSON.stringify(late.seen) },
        cancel: ({ id }) => ask("data.keys", { call: late.call }).catch((error) => {
          late.seen = { isSame: id === late.id, code: error.code, message: error.message };
          late.resolve({ text: "late" });
          note("cancelled");
        }),
      });`,
      { manifest: { hooks: { "prompt.preprocess": { timeoutMs: 100 } } }, options: { clock } },
    );
    const slow = emit(runtime, "slow");
    await until(() => hasNote(workspace, "begun"));
    await clock.advance(100);
    const { handlers, payload } = await slow;
    expect([handlers[0]?.code, payload.text]).toEqual(["HANDLER_TIMEOUT", "slow"]);
    await until(() => hasNote(workspace, "cancelled"));
    const { context } = await emit(runtime, "next");
    expect(JSON.parse(context?.[0]?.text ?? "null")).toEqual({ isSame: true, code: -32_602, message: "the call 1 is over" });
  });

  test("that the host aborts is cancelled, too", async () => {
    const { runtime, workspace } = await loadGuest(
      `${NOTE} serve({ hook: () => new Promise(() => note("begun")), cancel: () => note("cancelled") });`,
    );
    const controller = new AbortController();
    const aborted = runtime.emit("prompt.preprocess", { text: "" }, { signal: controller.signal });
    await until(() => hasNote(workspace, "begun"));
    controller.abort();
    expect((await aborted).handlers[0]).toMatchObject({ status: "skipped", code: "EMIT_ABORTED" });
    await until(() => hasNote(workspace, "cancelled"));
  });

  test("with a payload too long for a frame fails, and the guest goes on", async () => {
    const { runtime } = await loadGuest("serve({ hook: () => undefined });");
    expect((await emit(runtime, "x".repeat(2 ** 20))).handlers[0]).toMatchObject({
      status: "error",
      error: { message: expect.stringMatching(/^a message of \d+ bytes is longer than 1048576$/) as string },
    });
    expect((await emit(runtime)).handlers[0]?.status).toBe("ok");
  });
});

describe("a guest that ends", () => {
  test("while it is called fails the call; the next call starts it anew", async () => {
    const { runtime } = await loadGuest("serve({ hook: ({ payload }) => payload.text === 'die' ? process.exit(3) : { text: 'alive' } });");
    expect((await emit(runtime)).payload.text).toBe("alive");
    expect(await toFailure(runtime, "die")).toMatchObject({ status: "error", message: "probe@1.0.0 ended by itself (exit code 3)" });
    expect(exits(runtime)).toEqual(["probe@1.0.0 ended by itself (exit code 3)"]);
    expect((await emit(runtime)).payload.text).toBe("alive");
    expect(runtime.ledger.filter(({ outcome, stage }) => stage === "activate" && outcome === "loaded")).toHaveLength(2);
  });

  test("after a call is noticed, and the next call starts it anew", async () => {
    const { runtime } = await loadGuest(
      "serve({ hook: () => { setImmediate(() => process.kill(process.pid, 'SIGKILL')); return { text: String(process.pid) }; } });",
    );
    const first = await emit(runtime);
    await until(() => exits(runtime).length === 1);
    expect(exits(runtime)).toEqual(["probe@1.0.0 ended by itself (signal SIGKILL)"]);
    const second = await emit(runtime);
    expect(second.handlers[0]?.status).toBe("ok");
    expect(second.payload.text).not.toBe(first.payload.text);
  });

  test("with a last answer on its way is heard out", async () => {
    const { runtime } = await loadGuest(
      "serve({ hook: () => { process.on('exit', () => {}); setImmediate(() => process.exit()); return { text: 'last' }; } });",
    );
    expect((await emit(runtime)).payload.text).toBe("last");
  });

  test.runIf(process.platform !== "win32")("takes what it has started with it", async () => {
    const { runtime, workspace } = await loadGuest(`${NOTE}
      import { spawn } from "node:child_process";
      const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
      note("pid", String(child.pid));
      serve({ hook: () => process.exit(0) });`);
    await emit(runtime);
    await until(() => exits(runtime).length === 1);
    await until(() => !isAlive(Number(readNote(workspace, "pid"))));
  });

  test("breaks the protocol at the cost of its life, and is named", async () => {
    const { runtime } = await loadGuest(
      "serve({ hook: ({ payload }) => { if (payload.text === 'break') console.log('debug'); return { text: 'fine' }; } });",
    );
    expect(await toFailure(runtime, "break")).toMatchObject({
      code: "HANDLER_FAILED",
      message: 'probe@1.0.0 broke the protocol: a line is not JSON: "debug"',
    });
    expect((await emit(runtime)).payload.text).toBe("fine");
  });

  test("floods the host with an endless line at the cost of its life", async () => {
    const { runtime } = await loadGuest(
      "serve({ hook: () => new Promise(() => setInterval(() => process.stdout.write('x'.repeat(65536)), 0)) });",
    );
    expect(await toFailure(runtime)).toMatchObject({ message: "probe@1.0.0 broke the protocol: a line is longer than 1048576 bytes" });
  });
});

test("a guest that does not read what it is sent is ended before it fills the host's memory", async () => {
  const { runtime } = await loadGuest("serve({ hook: () => { process.stdin.pause(); return new Promise(() => {}); } });");
  const results = await Promise.all(Array.from({ length: 40 }, () => emit(runtime, "x".repeat(900_000))));
  expect(new Set(results.map(({ handlers }) => handlers[0]?.error?.message))).toContain(
    "probe@1.0.0 broke the protocol: it does not read its standard input",
  );
});

describe("standard error", () => {
  test("goes to the log, a line each, and not beyond 256 KiB", async () => {
    const { logs, runtime } = await loadGuest(`serve({ hook: ({ payload }) => new Promise((resolve) => {
      const text = payload.text === "much" ? ("é".repeat(500) + "\\n").repeat(400) : "first\\n\\nsecond: é\\r\\n";
      process.stderr.write(text, () => resolve());
    }) });`);
    await emit(runtime);
    await until(() => logs.length === 2);
    expect(logs).toEqual([
      { plugin: "probe@1.0.0", level: "info", message: "first" },
      { plugin: "probe@1.0.0", level: "info", message: "second: é" },
    ]);
    await emit(runtime, "much");
    await until(() => logs.some(({ level }) => level === "warn"));
    expect(logs.at(-1)?.message).toBe("standard error is longer than 262144 bytes; the rest is dropped");
    expect(logs.slice(2, -2).every(({ message }) => message === "é".repeat(500))).toBe(true);
    expect(logs.reduce((bytes, { message }) => bytes + Buffer.byteLength(message) + 1, 0)).toBeLessThan(262_144 + 200);
  });
});

describe("the environment", () => {
  test("holds what a program needs, what is granted and set, and nothing else", async () => {
    for (const [name, value] of Object.entries({ ACME_REGION: "eu", ACME_SECRET: "s", NODE_OPTIONS: "--no-warnings" })) {
      const before = process.env[name];
      process.env[name] = value;
      onTestFinished(() => void (before === undefined ? Reflect.deleteProperty(process.env, name) : (process.env[name] = before)));
    }
    const { runtime } = await loadGuest("serve({ hook: () => ({ context: JSON.stringify(process.env) }) });", {
      manifest: { permissions: { env: ["ACME_REGION", "ACME_UNSET"] } },
    });
    const env = JSON.parse((await emit(runtime)).context?.[0]?.text ?? "null") as Record<string, string>;
    expect(env["ACME_REGION"]).toBe("eu");
    const allowed = ["ACME_REGION", "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "SystemRoot"];
    expect(Object.keys(env).filter((name) => !allowed.includes(name) && !name.startsWith("__CF"))).toEqual([]);
  });

  test("never holds what changes how a program loads, granted or not", async () => {
    const { runtime } = await loadGuest("serve({ hook: () => undefined });", {
      options: { trust: { decide: () => ({ admit: true, level: "workspace", grants: ["env:LD_PRELOAD"] }) } },
    });
    expect(await toFailure(runtime)).toMatchObject({
      code: "PERMISSION_DENIED",
      message: "probe@1.0.0 may not have env:LD_PRELOAD: it changes what a program loads or where it connects",
    });
  });
});

describe("services of the host", () => {
  const permissions = {
    fs: { read: ["$workspace/**"], write: ["$workspace/out/**"] },
    env: ["ACME_REGION"],
    exec: [{ bin: "node", args: ["-p", "1 + 1"] }],
    model: { classes: ["small"] },
  };
  const steps = async (code: string, options: RuntimeOptions = {}): Promise<unknown> => {
    const { runtime, workspace } = await loadGuest(
      `const steps = async (call, ask) => { ${code} };
       serve({ greeting: { capabilities: ["a.echo"] }, capability: ({ payload }) => payload,
         hook: async ({ call }) => ({ context: JSON.stringify(await steps(call, (method, params) => ask(method, { call, ...params }))) }) });`,
      { manifest: { permissions, capabilities: { "a.echo": { version: "1.0.0", description: "Echoes." } } }, options },
    );
    workspace.write("notes.txt", "notes");
    const { context, handlers } = await emit(runtime);
    expect(handlers[0]?.status).toBe("ok");
    return JSON.parse(context?.[0]?.text ?? "null") as unknown;
  };

  test("files", async () => {
    expect(
      await steps(`await ask("fs.writeText", { path: "$workspace/out/a.txt", text: "a" });
        const seen = [await ask("fs.readText", { path: "$workspace/notes.txt" }), await ask("fs.list", { path: "$workspace/out" }), await ask("fs.exists", { path: "$workspace/none" })];
        await ask("fs.remove", { path: "$workspace/out/a.txt" });
        return [...seen, await ask("fs.list", { path: "$workspace/out" })];`),
    ).toEqual(["notes", ["a.txt"], false, []]);
  });

  test("data, a program, the model, other handlers and capabilities", async () => {
    expect(
      await steps(
        `await ask("data.set", { key: "k", value: { n: 1 } });
         const data = [await ask("data.get", { key: "k" }), await ask("data.keys"), await ask("data.delete", { key: "k" }), await ask("data.get", { key: "k" })];
         const { stdout } = await ask("exec", { bin: "node", args: ["-p", "1 + 1"] });
         const { text } = await ask("model.generate", { class: "small", prompt: "hi", maxTokens: 5 });
         const { hook, payload } = await ask("emit", { hook: "message.display", payload: { text: "shown" } });
         return [data, stdout, text, hook, payload, await ask("invoke", { capability: "a.echo", input: { n: 2 } })];`,
        { model: createFakeModel("hello") },
      ),
    ).toEqual([[{ n: 1 }, ["k"], null, null], "2\n", "hello", "message.display", { text: "shown" }, { n: 2 }]);
  });

  test("the log, by a request or without waiting", async () => {
    const logs: PluginLogEntry[] = [];
    await steps(
      `await ask("log", { level: "warn", message: "asked", fields: { n: 1 } });
       send({ method: "log", params: { message: "told" } });
       send({ method: "log", params: { level: "shout", message: "odd level" } });
       await ask("data.keys");
       return 1;`,
      { onLog: (entry) => void logs.push(entry) },
    );
    expect(logs).toEqual([
      { plugin: "probe@1.0.0", level: "warn", message: "asked", fields: { n: 1 } },
      { plugin: "probe@1.0.0", level: "info", message: "told" },
      { plugin: "probe@1.0.0", level: "info", message: "odd level" },
    ]);
  });

  test("are refused beyond the grants, with a stable code, and for what does not fit, with JSON-RPC's", async () => {
    const errors = await steps(`const seen = [];
      for (const [method, params] of [
        ["fs.readText", { path: "/etc/passwd" }], ["env.get", { name: "HOME" }], ["exec", { bin: "rm", args: ["-rf"] }],
        ["model.generate", { class: "large", prompt: "" }], ["fetch", { url: "https://example.com/" }], ["secrets.get", { name: "X" }],
        ["fs.readText", {}], ["fs.readText", { path: 5 }], ["exec", { bin: "node", args: "x" }], ["fetch", { url: "https://a.b/", headers: { a: 1 } }],
        ["model.generate", { class: "small", prompt: "", maxTokens: "5" }], ["constructor", {}], ["fs", {}], ["__proto__", {}], ["hook", {}],
      ]) await ask(method, params).then(() => seen.push([method, "granted"]), ({ code, data }) => seen.push([method, code, data.code]));
      return seen;`);
    const denied = (method: string) => [method, -32_000, "PERMISSION_DENIED"];
    expect(errors).toEqual([
      denied("fs.readText"),
      denied("env.get"),
      denied("exec"),
      denied("model.generate"),
      denied("fetch"),
      denied("secrets.get"),
      ["fs.readText", -32_602, null],
      ["fs.readText", -32_602, null],
      ["exec", -32_602, null],
      ["fetch", -32_602, null],
      ["model.generate", -32_602, null],
      ["constructor", -32_601, null],
      ["fs", -32_601, null],
      ["__proto__", -32_601, null],
      ["hook", -32_601, null],
    ]);
  });

  test("are there between calls and for the life of the guest, without a call's number", async () => {
    const { logs, runtime } = await loadGuest(
      `serve({ hook: () => undefined, initialize: async () => { await ask("data.set", { key: "started", value: true }); } });
       setImmediate(async () => { while (!(await ask("data.keys", {})).includes("started")); await ask("log", { message: "seen" }); });`,
    );
    await emit(runtime);
    await until(() => logs.length === 1);
    expect(logs[0]?.message).toBe("seen");
  });

  test("are not those of another call: a forged number is refused", async () => {
    expect(
      await steps(`const seen = [];
        for (const forged of [call + 1, "1", {}, -1, 0]) await ask("data.keys", { call: forged }).catch(({ code, message }) => seen.push([code, message]));
        return seen;`),
    ).toEqual([2, '"1"', "{}", -1, 0].map((number) => [-32_602, `the call ${number} is over`]));
  });
});

describe("unloading", () => {
  test("asks the guest to shut down and waits for it", async () => {
    const { runtime, workspace } = await loadGuest(
      `${NOTE} serve({ hook: () => undefined, shutdown: () => setImmediate(() => { note("down"); process.exit(); }) });`,
    );
    await emit(runtime);
    await runtime.close();
    expect([readNote(workspace, "down"), exits(runtime)]).toEqual(["x", []]);
  });

  test("is enough as an end of its input, for one that does not know the message", async () => {
    const { runtime, workspace } = await loadGuest(
      `${NOTE} serve({ hook: () => ({ text: String(process.pid) }), shutdown: () => {} }); process.stdin.on("end", () => note("ended"));`,
    );
    const pid = Number((await emit(runtime)).payload.text);
    await runtime.close();
    expect([hasNote(workspace, "ended"), isAlive(pid)]).toEqual([true, false]);
  });

  test("kills a guest that takes longer than a second", async () => {
    const clock = createFakeClock();
    const { runtime, workspace } = await loadGuest(
      `${NOTE} serve({ hook: () => ({ text: String(process.pid) }), shutdown: () => note("asked") }); setInterval(() => {}, 1000);`,
      { options: { clock } },
    );
    const pid = Number((await emit(runtime)).payload.text);
    const closed = runtime.close();
    await until(() => hasNote(workspace, "asked"));
    expect(isAlive(pid)).toBe(true);
    await clock.advance(1000);
    await closed;
    expect(isAlive(pid)).toBe(false);
  });

  test("ends the calls under way and starts nothing anew", async () => {
    const { runtime, workspace } = await loadGuest(`${NOTE} note("starts"); serve({ hook: () => new Promise(() => note("begun")) });`);
    const failure = toFailure(runtime);
    await until(() => hasNote(workspace, "begun"));
    await runtime.close();
    expect(await failure).toMatchObject({ status: expect.stringMatching(/^(?:error|skipped)$/) as string });
    expect([readNote(workspace, "starts"), exits(runtime)]).toEqual(["x", []]);
  });

  test("kills a guest that is still being started", async () => {
    const { runtime, workspace } = await loadGuest(`${NOTE} note("pid", String(process.pid)); setInterval(() => {}, 1000);`);
    const failure = toFailure(runtime);
    await until(() => hasNote(workspace, "pid"));
    await runtime.close();
    await failure;
    await until(() => !isAlive(Number(readNote(workspace, "pid"))));
  });
});
