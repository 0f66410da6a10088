import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { toInputMissing, toInputNotJson, toInputTooDeep, toInputUnreadable } from "./errors.ts";

/** Where a JSON value on the command line comes from. */
export interface JsonArgument {
  /** The option's name, for messages. */
  readonly option: string;
  /** JSON, `@file`, or `-`; undefined when the option was left out. */
  readonly value: string | undefined;
  /** Folder that files are relative to. */
  readonly cwd: string;
  /** Standard input. */
  readonly stdin: NodeJS.ReadableStream;
}

/** Deepest nesting of a value, the same as the runtime's where it is strict. */
const MAX_DEPTH = 1000;

/** The value. @throws UsageError when it is missing, unreadable, not JSON, or nested too deep */
export async function readJsonArgument({ cwd, option, stdin, value }: JsonArgument): Promise<unknown> {
  if (value === undefined) throw toInputMissing(option);
  const source = value === "-" ? await readAll(stdin) : value.startsWith("@") ? readText(resolve(cwd, value.slice(1)), option) : value;
  const parsed = parse(source, option);
  if (isDeeper(parsed, MAX_DEPTH)) throw toInputTooDeep(option, MAX_DEPTH);
  return parsed;
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const { text } = await import("node:stream/consumers");
  return text(stream);
}

function parse(source: string, option: string): unknown {
  try {
    // Editors put a mark before a text; manifests may have it as well.
    return JSON.parse(source.replace(/^\uFEFF/, "")) as unknown;
  } catch (error) {
    throw toInputNotJson(option, error);
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  return typeof value === "object" && value !== null && (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)));
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw toInputUnreadable(option, file, error);
  }
}
