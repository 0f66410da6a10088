import { COMMANDS, GLOBAL_OPTIONS } from "./commands.ts";
import type { OptionRow } from "./option.ts";

/** Help of one command, or of all when there is no command of that name. */
export function toHelp(name: string | undefined): string {
  const info = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || info === undefined) {
    const rows = Object.entries(COMMANDS).map(([command, { summary, usage }]) => [`${command} ${usage}`, summary] as const);
    return [
      "kodex: plugins for coding agents",
      "",
      "Commands",
      ...toRows(rows),
      "",
      "Options",
      ...toRows([...GLOBAL_OPTIONS, ["--version", "Print the version"], ["--help", "Print this, or the help of a command"]]),
      "",
      "See `kodex <command> --help` for one command.",
    ].join("\n");
  }
  return [
    `kodex ${name} ${info.usage}`.trim(),
    "",
    `  ${info.summary}.`,
    ...(info.options.length === 0 ? [] : ["", "Options", ...toRows(info.options)]),
    "",
    "Examples",
    ...info.examples.map((example) => `  ${example}`),
    "",
    "Options of every command",
    ...toRows(GLOBAL_OPTIONS),
  ].join("\n");
}

function toRows(rows: readonly (OptionRow | readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(
    ([left, summary, choices]) => `  ${left.padEnd(width)}  ${summary}${choices === undefined ? "" : `: ${choices.join(", ")}`}`,
  );
}
