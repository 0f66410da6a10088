import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installPacked } from "../support/install-packed.ts";
import { runProgram } from "../support/run-program.ts";
import { type Ending, spawnKodex } from "../support/spawn-kodex.ts";
import { readPackageJson } from "../support/workspace.ts";

let installation: string;
let modules: string;
let cwd: string;
beforeAll(async () => {
  installation = mkdtempSync(join(tmpdir(), "kodex-packed-"));
  modules = join(installation, "node_modules");
  await installPacked(installation);
});
afterAll(() => rmSync(installation, { recursive: true }));
beforeEach(() => void (cwd = mkdtempSync(join(tmpdir(), "kodex-workspace-"))));
afterEach(() => rmSync(cwd, { recursive: true }));

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), content);
  }
}
const plugin = (name: string, hooks: string, top = ""): string =>
  `${top}\nexport default { manifest: { manifestVersion: 1, name: "${name}", version: "1.0.0" }, hooks: { ${hooks} } };\n`;
const manifest = (name: string): string =>
  JSON.stringify({ manifestVersion: 1, name, version: "1.0.0", main: "./index.js", hooks: { "turn.start": {} } });
const kodex = (...words: string[]): Promise<Ending> => spawnKodex(modules, words, cwd).ended;
const turn = ["emit", "turn.start", "--payload", '{"turnId":"1"}', "--json"];

interface Document {
  readonly ok: boolean;
  readonly data: { readonly plugins: readonly { readonly name: string; readonly status: string; readonly code?: string }[] };
  readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
}
const parse = ({ stdout }: Ending): Document => JSON.parse(stdout) as Document;

describe("the process", () => {
  test("prints its version", async () => {
    const { version } = readPackageJson(join(modules, "@kodex/cli"));
    expect(await kodex("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("does not complain when its reader has seen enough", async () => {
    const script = `set -o pipefail; ${process.execPath} ${join(modules, "@kodex/cli/dist/kodex.js")} schema hooks | head -1`;
    expect(await runProgram("bash", ["-c", script], cwd)).toEqual({ status: 0, output: "{\n" });
  });

  test("keeps standard output for the answer, whatever a plugin prints", async () => {
    write({
      "plugins/loud.mjs": plugin(
        "loud",
        '"turn.start": () => { console.log("in the hook"); process.stdout.write("raw"); }',
        'console.log("top");',
      ),
    });
    const ending = await kodex(...turn);
    expect(parse(ending)).toMatchObject({ ok: true });
    for (const text of ["top", "in the hook", "raw"]) expect(ending.stderr).toContain(text);
  });

  test("ends although a plugin has left a timer running", async () => {
    write({ "plugins/timer.mjs": plugin("timer", '"turn.start": () => undefined', "setInterval(() => {}, 1000);") });
    expect((await kodex(...turn)).code).toBe(0);
  });

  test("ends with 130 when it is interrupted while a handler runs, and disposes the plugin", async () => {
    write({
      "plugins/slow.mjs": `export default {
  manifest: { manifestVersion: 1, name: "slow", version: "1.0.0", hooks: { "turn.start": { timeoutMs: 30000 } } },
  hooks: { "turn.start": () => { console.error("started"); return new Promise(() => setInterval(() => {}, 1000)); } },
  dispose() { console.error("disposed"); },
};`,
    });
    const running = spawnKodex(modules, turn, cwd);
    await running.printed("started");
    running.child.kill("SIGINT");
    const ending = await running.ended;
    expect(ending.code).toBe(130);
    expect(ending.stderr).toContain("disposed");
    expect(parse(ending)).toMatchObject({ ok: false, diagnostics: [{ code: "INTERRUPTED" }] });
  });
});

describe("a plugin that misbehaves", () => {
  test.each([
    ["ends the process", "() => process.exit(0)", 1, "PROCESS_ENDED"],
    ["throws from a timer", "() => new Promise(() => setTimeout(() => { throw new Error('late'); }))", 1, "UNCAUGHT_ERROR"],
    [
      "forgets a promise",
      "() => { void Promise.reject(new Error('forgotten')); return new Promise((r) => setTimeout(r, 200)); }",
      1,
      "UNCAUGHT_ERROR",
    ],
  ])("and %s is named in one document", async (_, handler, code, name) => {
    write({ "plugins/bad.mjs": plugin("bad", `"turn.start": ${handler}`) });
    const ending = await kodex(...turn);
    expect(ending.code).toBe(code);
    expect(parse(ending).diagnostics.map((diagnostic) => diagnostic.code)).toContain(name);
  });

  test("and ends the process is named, whether it comes up or is called", async () => {
    const exit = "process.exit(0);";
    const sound = plugin("sound", '"turn.start": () => undefined');
    write({ "plugins/sound.mjs": sound, "plugins/single.mjs": exit });
    const single = join(cwd, "plugins/single.mjs");
    expect(parse(await kodex("doctor", "--json")).diagnostics[0]).toEqual({
      severity: "error",
      code: "PROCESS_ENDED",
      message: `the process was ended while "doctor" ran, most likely by ${single}`,
      hint: `Look for \`process.exit\` in ${single}.`,
    });
    rmSync(single);
    write({ "plugins/folder/kodex.plugin.json": manifest("folder"), "plugins/folder/index.js": exit });
    expect(parse(await kodex(...turn)).diagnostics[0]?.message).toMatch(/ most likely by folder@1\.0\.0$/);
    write({ "plugins/folder/index.js": `export default { hooks: { "turn.start": () => { ${exit} } } };` });
    expect(parse(await kodex(...turn)).diagnostics[0]?.message).toMatch(/ most likely by one of folder@1\.0\.0, sound@1\.0\.0$/);
  });

  test.each([
    ["throws what is no error", "() => { throw 'text'; }"],
    ["rejects with nothing", "() => Promise.reject()"],
    ["returns a function", "() => () => 1"],
    ["freezes and changes its payload", "(payload) => { Object.freeze(payload); payload.turnId = 2; }"],
    ["answers with a prototype", '() => JSON.parse(\'{"__proto__":{"x":1}}\')'],
  ])("and %s leaves the others their turn", async (_, handler) => {
    write({
      "plugins/bad.mjs": plugin("bad", `"turn.start": ${handler}`),
      "plugins/good.mjs": plugin("good", '"turn.start": () => undefined'),
    });
    const ending = await kodex(...turn);
    expect(ending.code).toBe(0);
    expect(ending.stdout).toMatch(/"plugin": "good@1\.0\.0",\s+"status": "ok"/);
    expect({}).not.toHaveProperty("x");
  });

  test("and never answers is given up at its deadline", async () => {
    write({
      "plugins/never.mjs": `export default {
  manifest: { manifestVersion: 1, name: "never", version: "1.0.0", hooks: { "turn.start": { timeoutMs: 50 } } },
  hooks: { "turn.start": () => new Promise(() => {}) },
};`,
    });
    const ending = await kodex(...turn);
    expect(ending.code).toBe(0);
    expect(ending.stdout).toContain('"status": "timeout"');
  });
});

describe("what lies in the folder of plugins", () => {
  test.each<[string, string | Buffer, string, string | undefined]>([
    ["binary", Buffer.from([0xff, 0xfe, 0x00, 0x80]), "error", "PLUGIN_UNREADABLE"],
    ["empty", "", "error", "JSON_INVALID"],
    ["an array", "[]", "error", "SCHEMA_TYPE_WRONG"],
    ["of two megabytes", `{"description":"${"x".repeat(2 * 1024 * 1024)}"}`, "error", "JSON_TOO_LARGE"],
    ["with a mark at its beginning", `\uFEFF${manifest("odd")}`, "loaded", undefined],
    ["with CRLF", JSON.stringify(JSON.parse(manifest("odd")), null, 2).replaceAll("\n", "\r\n"), "loaded", undefined],
  ])("may be a manifest that is %s", async (_, text, status, code) => {
    write({ "plugins/odd/kodex.plugin.json": text, "plugins/sound/kodex.plugin.json": manifest("sound") });
    const { data } = parse(await kodex("list", "--json"));
    expect(data.plugins.map((listing) => [listing.status, listing.code])).toEqual([
      [status, code],
      ["loaded", undefined],
    ]);
  });

  test("may be links in a circle", async () => {
    write({ "plugins/sound/kodex.plugin.json": manifest("sound") });
    symlinkSync("b", join(cwd, "plugins/a"));
    symlinkSync("a", join(cwd, "plugins/b"));
    symlinkSync("..", join(cwd, "plugins/up"));
    const { data } = parse(await kodex("list", "--json"));
    expect(data.plugins.filter(({ status }) => status === "loaded").map(({ name }) => name)).toEqual(["sound"]);
    expect(data.plugins.filter(({ status }) => status === "error")).toHaveLength(2);
  });

  test("may be a thousand plugins of which one is broken", async () => {
    for (let n = 0; n < 999; n += 1) write({ [`plugins/p${n}/kodex.plugin.json`]: manifest(`p${n}`) });
    write({ "plugins/p500-broken/kodex.plugin.json": "{" });
    const { data, diagnostics } = parse(await kodex("list", "--json"));
    expect(data.plugins.filter(({ status }) => status === "loaded")).toHaveLength(999);
    expect(diagnostics.map(({ code }) => code)).toEqual(["JSON_INVALID"]);
  });

  test("may be one name twice: the first counts, and the other is listed with both places", async () => {
    write({ "plugins/a/kodex.plugin.json": manifest("twin"), "plugins/b/kodex.plugin.json": manifest("twin") });
    const { data, diagnostics } = parse(await kodex("list", "--json"));
    expect(data.plugins.map(({ code, status }) => [status, code])).toEqual([
      ["loaded", undefined],
      ["error", "PLUGIN_DUPLICATE"],
    ]);
    expect(diagnostics[0]?.message).toContain(join("plugins", "a"));
  });
});

test("several processes that log at once lose no line", async () => {
  write({
    "plugins/chatty.mjs": plugin("chatty", '"turn.start": (_, ctx) => { for (let n = 0; n < 200; n += 1) ctx.log.info(`line ${n}`); }'),
  });
  await Promise.all([1, 2, 3].map(() => kodex(...turn)));
  const { data } = JSON.parse((await kodex("logs", "chatty", "--limit", "1000", "--json")).stdout) as {
    data: { entries: { pid: number }[] };
  };
  expect(data.entries).toHaveLength(600);
  const pids = data.entries.map(({ pid }) => pid);
  for (const pid of new Set(pids)) expect(pids.filter((other) => other === pid)).toHaveLength(200);
});

describe("completion", () => {
  beforeEach(() => write({ "plugins/greeter.mjs": plugin("greeter", "") }));
  const has = (shell: string): boolean => {
    try {
      execFileSync(shell, ["--version"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  };
  const run = (shell: string, script: string) =>
    runProgram(shell, ["-c", script], cwd, {
      ...process.env,
      PATH: `${join(modules, ".bin")}:${process.env["PATH"]}`,
      // Shells keep files of their own there.
      HOME: cwd,
      KODEX_HOME: join(cwd, ".state"),
      KODEX_CONFIG_HOME: join(cwd, ".user"),
    });

  test.each([
    ["kodex l", "list logs"],
    ["kodex emit tool.bef", "tool.before"],
    ["kodex list --qu", "--quiet"],
    ["kodex disable gr", "greeter"],
    ["kodex validate plug", "plugins"],
  ])("in bash of %j is %j", async (line, candidates) => {
    const words = line.split(" ");
    const script = `source <(kodex completion bash)
COMP_WORDS=(${words.join(" ")}) COMP_CWORD=${words.length - 1}
_kodex_complete
echo "\${COMPREPLY[*]}"`;
    expect(await run("bash", script)).toEqual({ status: 0, output: `${candidates}\n` });
  });

  test.skipIf(!has("fish"))("in fish lists commands and plugins", async () => {
    const { output, status } = await run(
      "fish",
      'kodex completion fish | source; complete --do-complete "kodex disable gr"; complete --do-complete "kodex comp"',
    );
    expect([status, output]).toEqual([0, "greeter\ncompletion\n"]);
  });

  test.skipIf(!has("zsh"))("in zsh is a function that the shell understands", async () => {
    const script =
      'autoload -Uz compinit; compinit -u -D; source <(kodex completion zsh); echo "$_comps[kodex]"; words=(kodex disable gr) CURRENT=3; compadd() { shift; echo "$@" }; _kodex';
    expect(await run("zsh", script)).toEqual({ status: 0, output: "_kodex\ngreeter\n" });
  });
});

test("nothing is left in the workspace but what was asked for", async () => {
  write({ "plugins/greeter.mjs": plugin("greeter", '"turn.start": () => undefined') });
  await kodex("list");
  await kodex("doctor");
  await kodex(...turn);
  expect(readdirSync(cwd).sort()).toEqual(["plugins"]);
});
