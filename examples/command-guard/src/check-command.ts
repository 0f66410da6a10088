import { type Command, forEachChild, parse, type Pipeline, type Redirection, type SyntaxNode } from "unbash";
import type { Finding } from "./finding.ts";
import type { Invocation } from "./invocation.ts";
import { locate, type Place } from "./place.ts";
import { checkWriting } from "./programs/files.ts";
import { checkProgram } from "./programs.ts";
import type { ProgramRule } from "./settings.ts";
import { createShellState, type ShellState } from "./shell-state.ts";
import { readInput, type ShellInput } from "./shell-input.ts";
import { applyBuiltin } from "./shell-builtins.ts";
import { isShell, runsInput, unwrap } from "./unwrap.ts";
import { type Field, toArguments, toFields } from "./words.ts";

/** Deepest nesting of scripts in scripts that is looked into. */
const MAX_DEPTH = 8;

/** Everything in a shell command that a rule is against, in the order in which it would run. Nothing is run. */
export function checkCommand(source: string, place: Place, own: readonly ProgramRule[] = []): readonly Finding[] {
  const findings: Finding[] = [];
  const home: readonly (readonly [string, string])[] = place.home === undefined ? [] : [["HOME", place.home]];
  const known = new Map([...home, ["PWD", place.workspace], ["IFS", " "]]);

  function visitScript(text: string, state: ShellState, input: ShellInput | undefined, depth: number): void {
    if (depth > MAX_DEPTH) return report("uncertain", text);
    const script = parse(text);
    visit(script, { source: text, state, input, depth });
  }

  function report(rule: Finding["rule"], part: string): void {
    if (!findings.some((finding) => finding.rule === rule && finding.part === part)) findings.push({ rule, part });
  }

  function visit(node: SyntaxNode, at: Step): void {
    switch (node.type) {
      case "Script":
        for (const { message } of "errors" in node ? (node.errors ?? []) : []) report("unparsable", `${at.source.trim()}: ${message}`);
        return visitAll(node, node.source === undefined ? at : { ...at, source: node.source });
      case "Command":
        return visitCommand(node, at);
      case "Pipeline":
        return visitPipeline(node, at);
      case "Redirected":
        visitRedirects(node.redirects, at);
        return visitAll(node, { ...at, input: readInput(node.redirects, at.state) ?? at.input });
      case "Function":
        if (isForkBomb(node, node.name.value)) report("fork-bomb", toSource(node, at));
        return visitAll(node, at);
      case "Subshell":
      case "CommandExpansion":
      case "ProcessSubstitution":
        return visitAll(node, { ...at, state: at.state.fork() });
      case "For":
      case "Select":
        at.state.assign(node.name.value, undefined);
        return visitAll(node, at);
      default:
        return visitAll(node, at);
    }
  }

  function visitAll(node: SyntaxNode, at: Step): void {
    forEachChild(node, (child) => visit(child, at));
  }

  function visitPipeline({ commands }: Pipeline, at: Step): void {
    let input = at.input;
    for (const command of commands) {
      visit(command, { ...at, state: at.state.fork(), input });
      const output = readInput(command, at.state);
      input = input?.isDownload === true ? input : output;
    }
  }

  function visitCommand(node: Command, at: Step): void {
    visitAll(node, at);
    visitRedirects(node.redirects, at);
    const fields = [...(node.name === undefined ? [] : [node.name]), ...node.args].flatMap((word) => toArguments(word, at.state.variables));
    const input = readInput(node.redirects, at.state) ?? at.input;
    checkFields(fields, { ...at, input, part: toSource(node, at) });
    applyBuiltin(node, fields, at.state);
  }

  function visitRedirects(redirects: readonly Redirection[], at: Step): void {
    for (const redirect of redirects) {
      if (redirect.type !== "Redirect" || redirect.target === undefined || !/^(?:[>&]|<>)/.test(redirect.operator)) continue;
      for (const target of toFields(redirect.target, at.state.variables))
        for (const rule of checkWriting(target, { locate: (path) => locate(path, at.state.folder, place) }))
          report(rule, `${redirect.operator} ${redirect.target.text}`);
    }
  }

  function checkFields([name, ...args]: readonly Field[], at: Step & { readonly part: string }): void {
    if (name === undefined) return;
    if (!name.isExact || /[*?[]/.test(name.text.replace(/^\[\[?$/, "")))
      return report(name.isDownload ? "run-download" : "uncertain", at.part);
    const program = name.text.replace(/^.*\//, "");
    const call: Invocation = { program, args, locate: (path) => locate(path, at.state.folder, place) };
    for (const rule of checkProgram(call, own)) report(rule, at.part);
    for (const wrapped of unwrap(program, args))
      if (wrapped.kind === "command") checkFields(wrapped.fields, at);
      else checkScript(wrapped.text, at);
    if (isSourced(program, args)) report("run-download", at.part);
    if (runsInput(program, args) && at.input !== undefined) checkInput(program, at.input, at);
  }

  function checkScript(text: Field, at: Step & { readonly part: string }): void {
    if (text.isDownload) report("run-download", at.part);
    else if (!text.isExact) report("uncertain", at.part);
    else visitScript(text.text, at.state.fork(), undefined, at.depth + 1);
  }

  function checkInput(program: string, { isDownload, text }: ShellInput, at: Step & { readonly part: string }): void {
    if (isDownload) report("run-download", at.part);
    else if (text === undefined) report("uncertain", at.part);
    else if (isShell(program)) visitScript(text, at.state.fork(), undefined, at.depth + 1);
  }

  visitScript(source, createShellState(place.workspace, known), undefined, 0);
  return findings;
}

/** Where the walk through a script is. */
interface Step {
  /** Text that the positions of the nodes count in. */
  readonly source: string;
  /** What the shell knows. */
  readonly state: ShellState;
  /** What comes in on standard input, if it is not the terminal. */
  readonly input: ShellInput | undefined;
  /** Scripts around this one. */
  readonly depth: number;
}

function toSource({ end, pos }: SyntaxNode, { source }: Step): string {
  return source.slice(pos, end);
}

/** `bash <(curl …)`, `. <(curl …)`: the file that is run is a download. */
function isSourced(program: string, args: readonly Field[]): boolean {
  return (isShell(program) || program === "source" || program === ".") && args.some(({ isDownload, isExact }) => isDownload && !isExact);
}

/** A function that calls itself in a pipeline or in the background. */
function isForkBomb(node: SyntaxNode, name: string, isSplit = false): boolean {
  if (node.type === "Command") return isSplit && node.name?.value === name;
  let found = false;
  const splits = isSplit || node.type === "Pipeline" || (node.type === "Statement" && node.background === true);
  forEachChild(node, (child) => {
    found ||= isForkBomb(child, name, splits);
  });
  return found;
}
