import { KodexError } from "@kodex/manifest";
import { expect, test } from "vitest";
import { type Arguments, parseArguments } from "../src/parse-arguments.ts";

const NOTHING: Arguments = { help: false, name: undefined, template: undefined, language: undefined, yes: false, force: false };

test.each<[string[], Partial<Arguments>]>([
  [[], {}],
  [["hello"], { name: "hello" }],
  [["hello", "--template", "file", "--lang", "ts"], { name: "hello", template: "file", language: "ts" }],
  [["--template=command", "-y", "--force"], { template: "command", yes: true, force: true }],
  [["--help"], { help: true }],
  [["-h"], { help: true }],
])("reads %j", (words, said) => {
  expect(parseArguments(words)).toEqual({ ...NOTHING, ...said });
});

test.each<[string[], string, string, string]>([
  [["--templat", "file"], "OPTION_UNKNOWN", 'there is no option "--templat"', 'Did you mean "--template"?'],
  [["--xyzzy"], "OPTION_UNKNOWN", 'there is no option "--xyzzy"', "Run it with --help to see the options."],
  [["-q"], "OPTION_UNKNOWN", 'there is no option "-q"', "Run it with --help to see the options."],
  [
    ["--template", "pakage"],
    "OPTION_VALUE_INVALID",
    '--template is "pakage", and must be one of file, package, command',
    'Did you mean "package"?',
  ],
  [["--lang", "cobol"], "OPTION_VALUE_INVALID", '--lang is "cobol", and must be one of js, ts, python', "Write --lang js."],
  [
    ["--template"],
    "OPTION_VALUE_INVALID",
    "--template is without a value, and must be one of file, package, command",
    "Write --template file.",
  ],
  [["a", "b"], "ARGUMENT_UNEXPECTED", '"b" follows the name "a", and one plugin is made at a time', 'Remove "b".'],
])("refuses %j", (words, code, message, hint) => {
  const attempt = (): unknown => parseArguments(words);
  expect(attempt).toThrow(expect.objectContaining({ code, message, hint }));
  expect(attempt).toThrow(expect.toSatisfy(KodexError.is));
});
