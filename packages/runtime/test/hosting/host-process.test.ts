import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createFakeWorkspace, type FakeWorkspace } from "@kodex/runtime/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { isAlive, until } from "./processes.ts";
import { GUEST_LIBRARY } from "./guests.ts";

const HOST = fileURLToPath(new URL("fixtures/host.ts", import.meta.url));
/** The paths of the sources, or none, where the built packages are tested. */
const TSCONFIG = fileURLToPath(
  new URL(process.env["KODEX_TEST_TARGET"] === "dist" ? "../../tsconfig.build.json" : "../../../../tsconfig.base.json", import.meta.url),
);

interface Host {
  readonly child: ChildProcess;
  /** Lines of its output, parsed, once it has ended. */
  readonly lines: Promise<unknown[]>;
  readonly workspace: FakeWorkspace;
  /** The first line of its output. */
  readonly firstLine: Promise<string>;
}

function startHost(files: Readonly<Record<string, string>>, manifest: Readonly<Record<string, unknown>>, ending: "return" | "stay"): Host {
  const workspace = createFakeWorkspace();
  onTestFinished(workspace.remove);
  const text = { manifestVersion: 1, name: "probe", version: "1.0.0", hooks: { "prompt.preprocess": {} }, ...manifest };
  for (const [file, content] of Object.entries({ "kodex.plugin.json": JSON.stringify(text), ...files }))
    workspace.write(`plugins/probe/${file}`, content);
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), HOST, workspace.path, ending], {
    env: { ...process.env, TSX_TSCONFIG_PATH: TSCONFIG, NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
      if (output.includes("\n")) resolve(output.slice(0, output.indexOf("\n")));
    });
  });
  const lines = new Promise<unknown[]>((resolve) => {
    child.on("close", () =>
      resolve(
        output
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line) as unknown),
      ),
    );
  });
  return { child, lines, workspace, firstLine };
}

const guest = (code: string): Readonly<Record<string, string>> => ({
  "guest.mjs": GUEST_LIBRARY,
  "main.mjs": `import { serve } from "./guest.mjs"; import { writeFileSync } from "node:fs"; ${code}`,
});
const COMMAND = { command: ["node", "./main.mjs"] };

describe("process.exit of a plugin in-process", () => {
  test.each([
    ["at its import", "process.exit(3);"],
    ["in activate", "export default { activate() { process.exit(3); }, hooks: { 'prompt.preprocess': () => {} } };"],
  ])("%s ends the host, and the ledger names the plugin for those who look at the end", async (_, code) => {
    const { child, lines } = startHost({ "index.mjs": code }, { main: "./index.mjs" }, "return");
    expect(await lines).toEqual([
      [
        {
          plugin: "probe@1.0.0",
          code: "PLUGIN_EXITED",
          message: "probe@1.0.0 ended by itself (the process ended with exit code 3 while it was being activated)",
        },
      ],
    ]);
    expect(child.exitCode).toBe(3);
  });

  test("at the import of a single file ends the host, and the ledger names the file", async () => {
    const { child, lines, workspace } = startHost(
      { "../single.mjs": "process.exit(3);", "index.mjs": "" },
      { main: "./index.mjs" },
      "return",
    );
    const plugin = join(workspace.path, "plugins/single.mjs");
    const message = `${plugin} ended by itself (the process ended with exit code 3 while it was being imported)`;
    expect(await lines).toEqual([[{ plugin, code: "PLUGIN_EXITED", message }]]);
    expect(child.exitCode).toBe(3);
  });
});

describe("a guest", () => {
  test("does not keep a host alive that has nothing else to do, and ends with it", async () => {
    const { child, lines } = startHost(
      guest("serve({ hook: () => ({ text: String(process.pid) }), shutdown: () => {} }); setInterval(() => {}, 1000);"),
      COMMAND,
      "return",
    );
    const [payload] = (await lines) as [{ text: string }];
    expect(child.exitCode).toBe(0);
    await until(() => !isAlive(Number(payload.text)));
  });

  test("that reads its input ends when the host is killed", async () => {
    const { child, firstLine } = startHost(guest("serve({ hook: () => ({ text: String(process.pid) }) });"), COMMAND, "stay");
    const { text } = JSON.parse(await firstLine) as { text: string };
    expect(isAlive(Number(text))).toBe(true);
    child.kill("SIGKILL");
    await until(() => !isAlive(Number(text)));
  });

  test("that is slow to greet is waited for, although nothing else keeps the host alive", async () => {
    const { lines, workspace } = startHost(
      guest(
        "serve({ initialize: () => new Promise((resolve) => setTimeout(resolve, 200)), hook: () => { writeFileSync('called', ''); return { text: 'up' }; } });",
      ),
      COMMAND,
      "return",
    );
    expect((await lines)[0]).toEqual({ text: "up" });
    expect(existsSync(join(workspace.path, "plugins/probe/called"))).toBe(true);
  });
});
