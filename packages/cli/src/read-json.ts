import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { UsageError } from "./usage-error.ts";

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

/** The value. @throws UsageError when it is missing, unreadable or not JSON */
export async function readJsonArgument({ cwd, option, stdin, value }: JsonArgument): Promise<unknown> {
  if (value === undefined)
    throw new UsageError("ARGUMENT_MISSING", `--${option} is missing`, `Write --${option} '{}', --${option} @file or --${option} -.`);
  const source = value === "-" ? await text(stdin) : value.startsWith("@") ? readText(resolve(cwd, value.slice(1)), option) : value;
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    throw new UsageError(
      "INPUT_INVALID",
      `--${option} is not JSON: ${(error as Error).message}`,
      `Write JSON, such as --${option} '{"text":"hello"}'.`,
    );
  }
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      "INPUT_INVALID",
      `--${option} names ${file}, which cannot be read: ${(error as Error).message}`,
      "Name a file that exists.",
    );
  }
}
