import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { toInputMissing, toInputNotJson, toInputUnreadable } from "./errors.ts";

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
  if (value === undefined) throw toInputMissing(option);
  const source = value === "-" ? await text(stdin) : value.startsWith("@") ? readText(resolve(cwd, value.slice(1)), option) : value;
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    throw toInputNotJson(option, error);
  }
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw toInputUnreadable(option, file, error);
  }
}
