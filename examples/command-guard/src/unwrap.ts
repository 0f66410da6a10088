import { type Field, joinFields } from "./words.ts";

/** What a program runs in turn: another command, or the text of a script. */
export type Wrapped = { readonly kind: "command"; readonly fields: readonly Field[] } | { readonly kind: "script"; readonly text: Field };

/** How a wrapper's own arguments end. */
interface Wrapper {
  /** Options that take the next argument. */
  readonly values?: string;
  /** Arguments of its own before the command. */
  readonly operands?: number;
  /** Whether `NAME=value` may stand before the command. */
  readonly assigns?: boolean;
  /** Whether more arguments come from standard input. */
  readonly more?: boolean;
}

const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  env: { values: "-u --unset -C --chdir", assigns: true },
  sudo: { values: "-u -g -h -p -C -U -D -R -T --user --group", assigns: true },
  doas: { values: "-u -C" },
  nice: { values: "-n" },
  ionice: { values: "-c -n -p" },
  timeout: { values: "-s -k --signal --kill-after", operands: 1 },
  stdbuf: { values: "-i -o -e" },
  time: { values: "-f -o" },
  exec: { values: "-a" },
  chroot: { operands: 1 },
  flock: { values: "-w -E", operands: 1 },
  taskset: { operands: 1 },
  xargs: { values: "-n -P -I -L -d -s -a -E --max-args --max-procs --delimiter --arg-file", more: true },
  parallel: { values: "-j", more: true },
  busybox: {},
  toybox: {},
  builtin: {},
  nohup: {},
  setsid: { values: "" },
  unshare: {},
  strace: { values: "-e -o -p -s" },
  caffeinate: { values: "-t -w" },
};
const SHELLS = new Set(["sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "rbash"]);
/** Programs that run what they read from standard input. */
const INTERPRETERS = new Set([...SHELLS, "python", "python3", "perl", "ruby", "node", "php", "deno", "bun", "lua"]);
const UNKNOWN: Field = { text: "", isExact: false, isDownload: false };

/** Whether the program is a shell. */
export function isShell(program: string): boolean {
  return SHELLS.has(program);
}

/** Whether the program would run what comes in on its standard input. */
export function runsInput(program: string, args: readonly Field[]): boolean {
  if (!INTERPRETERS.has(program)) return false;
  const operands = args.filter(({ text }) => !/^[-+]./.test(text) && text !== "-");
  const isScriptGiven = args.some(({ text }) => /^-[a-z]*[ce]$/.test(text));
  return !isScriptGiven && (operands.length === 0 || args.some(({ text }) => text === "-s" || text === "-"));
}

/** What a program runs in turn. */
export function unwrap(program: string, args: readonly Field[]): readonly Wrapped[] {
  if (SHELLS.has(program)) return toScriptOption(args);
  switch (program) {
    case "eval":
      return [{ kind: "script", text: joinFields(args) }];
    case "trap":
      return args.slice(0, 1).map((text) => ({ kind: "script", text }));
    case "alias":
      return args.map((field) => ({ kind: "script", text: { ...field, text: field.text.replace(/^[^=]*=?/, "") } }));
    case "watch":
      return [{ kind: "script", text: joinFields(skipOptions(args, { values: "-n --interval" })) }];
    case "su":
    case "script":
      return toScriptOption(args);
    case "ssh":
      return [
        { kind: "script", text: joinFields(skipOptions(args, { values: "-p -i -l -o -F -J -L -R -D -b -c -e -m -W -w", operands: 1 })) },
      ];
    case "command":
      // With -v and -V it only says where a program is.
      return args.some(({ text }) => /^-[a-zA-Z]*[vV]/.test(text)) ? [] : [{ kind: "command", fields: skipOptions(args, {}) }];
    case "find":
      return toFindCommands(args);
    default:
      return unwrapListed(program, args);
  }
}

function unwrapListed(program: string, args: readonly Field[]): readonly Wrapped[] {
  const wrapper = Object.hasOwn(WRAPPERS, program) ? WRAPPERS[program] : undefined;
  if (wrapper === undefined) return [];
  const split = program === "env" ? args.findIndex(({ text }) => /^(?:-[a-z]*S|--split-string)/.test(text)) : -1;
  if (split >= 0) {
    const inline = args[split]?.text.replace(/^(?:-[a-z]*S|--split-string)=?/, "") ?? "";
    return [{ kind: "script", text: joinFields([{ ...UNKNOWN, text: inline, isExact: true }, ...args.slice(split + 1)]) }];
  }
  const fields = skipOptions(args, wrapper);
  return fields.length === 0 ? [] : [{ kind: "command", fields: wrapper.more === true ? [...fields, UNKNOWN] : fields }];
}

function skipOptions(args: readonly Field[], { assigns = false, operands = 0, values = "" }: Wrapper): readonly Field[] {
  const taking = new Set(values.split(" "));
  let at = 0;
  let left = operands;
  for (; at < args.length; at += 1) {
    const text = args[at]?.text ?? "";
    if (text === "--") {
      at += 1;
      break;
    }
    if (text.length > 1 && text.startsWith("-")) at += taking.has(text) ? 1 : 0;
    else if (!(assigns && /^\w+=/.test(text))) {
      if (left === 0) break;
      left -= 1;
    }
  }
  return args.slice(at);
}

function toScriptOption(args: readonly Field[]): readonly Wrapped[] {
  const option = args.findIndex(({ text }) => /^-[a-zA-Z]*c$/.test(text) || text === "--command");
  const text = option < 0 ? undefined : args.slice(option + 1).find((field) => !field.text.startsWith("-"));
  return text === undefined ? [] : [{ kind: "script", text }];
}

/** The commands of `find … -exec … ;`, with the files that it finds as something that lies where it starts. */
function toFindCommands(args: readonly Field[]): readonly Wrapped[] {
  const start = args[0]?.text.startsWith("-") === false ? args[0] : { ...UNKNOWN, text: ".", isExact: true };
  const commands: Wrapped[] = [];
  for (const [at, { text }] of args.entries()) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(text)) continue;
    const rest = args.slice(at + 1);
    const end = rest.findIndex((field) => field.text === ";" || field.text === "+");
    const fields = rest.slice(0, end < 0 ? rest.length : end);
    commands.push({
      kind: "command",
      fields: fields.map((field) =>
        field.text.includes("{}") ? { ...start, text: field.text.replaceAll("{}", `${start.text}/found`) } : field,
      ),
    });
  }
  return commands;
}
