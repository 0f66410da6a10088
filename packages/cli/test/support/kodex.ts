import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import type { Diagnostic } from "@kodex/manifest";
import { Ajv2020 } from "ajv/dist/2020.js";
import { main } from "../../src/main.ts";
import type { Terminal } from "../../src/terminal.ts";

const SCHEMAS = join(dirname(createRequire(import.meta.url).resolve("@kodex/manifest/package.json")), "schemas/output");
const ajv = new Ajv2020({ allErrors: true, strict: false });

/** What one command has printed. */
export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The document of a command, checked against its schema. */
export interface Document {
  readonly code: number;
  readonly ok: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a test may set about the process. */
export interface ProcessOptions {
  /** What standard input holds. */
  readonly stdin?: string;
  /** Both outputs are a terminal of this width. */
  readonly columns?: number;
  /** More environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the fake process as soon as the command runs. */
  readonly onStart?: (process: FakeProcess) => void;
}

/** A process that is none. */
export interface FakeProcess extends Terminal {
  emit(event: string, ...values: unknown[]): boolean;
}

/** A workspace in a temporary folder, and the command in it. */
export interface Workspace {
  readonly cwd: string;
  /** Writes files, given as path and text. */
  write(files: Readonly<Record<string, string>>): void;
  read(file: string): string;
  /** Runs a command. */
  run(words: readonly string[], options?: ProcessOptions): Promise<Printed>;
  /** Runs a command with `--json`: its one document. */
  ask(words: readonly string[], options?: ProcessOptions): Promise<Document>;
  remove(): void;
}

/** Makes a workspace. State and settings of the user lie in it as well. */
export function createWorkspace(files: Readonly<Record<string, string>> = {}): Workspace {
  const cwd = mkdtempSync(join(tmpdir(), "kodex-cli-"));
  const base = { KODEX_HOME: join(cwd, ".state"), KODEX_CONFIG_HOME: join(cwd, ".user") };

  function write(more: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(more)) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), text);
    }
  }

  async function run(words: readonly string[], options: ProcessOptions = {}): Promise<Printed> {
    const stdout = createStream(options.columns);
    const stderr = createStream(options.columns);
    const stdin = Object.assign(new PassThrough(), { isTTY: options.columns !== undefined });
    stdin.end(options.stdin ?? "");
    const process: FakeProcess = Object.assign(new EventEmitter(), {
      stdout: stdout.stream,
      stderr: stderr.stream,
      stdin,
      env: { ...base, ...options.env },
      cwd: () => cwd,
    }) as never;
    const running = main(words, process);
    options.onStart?.(process);
    const code = await running;
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  }

  write(files);
  return {
    cwd,
    write,
    read: (file) => readFileSync(join(cwd, file), "utf8"),
    run,
    async ask(words, options) {
      const { code, stderr, stdout } = await run([...words, "--json"], options);
      if (stderr !== "") throw new Error(`something stands on standard error: ${stderr}`);
      return { code, ...checkDocument(stdout) };
    },
    remove: () => rmSync(cwd, { recursive: true }),
  };
}

/** The envelope in a text that is one JSON document and nothing else. @throws when it does not fit its schema */
export function checkDocument(text: string): Omit<Document, "code"> {
  const envelope = JSON.parse(text) as Omit<Document, "code"> & { readonly command: string };
  const validate = ajv.compile(readSchema(envelope.command));
  if (!validate(envelope)) throw new Error(ajv.errorsText(validate.errors));
  return envelope;
}

function readSchema(command: string): object {
  const toText = (name: string): string => readFileSync(join(SCHEMAS, `${name}.v1.schema.json`), "utf8");
  const { $id: _, ...schema } = JSON.parse(isPublished(command) ? toText(command) : toText("failure")) as Record<string, unknown>;
  return schema;
}

function isPublished(command: string): boolean {
  return !["kodex", "completion"].includes(command);
}

function createStream(columns: number | undefined) {
  let text = "";
  const stream = new PassThrough();
  stream.on("data", (chunk: Buffer) => void (text += chunk.toString("utf8")));
  return { stream: Object.assign(stream, { isTTY: columns !== undefined, columns }), text: () => text };
}
