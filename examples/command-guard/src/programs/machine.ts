import type { ProgramCheck } from "../invocation.ts";
import { toOperands } from "../options.ts";
import type { RuleId } from "../rules.ts";

const always =
  (rule: RuleId): ProgramCheck =>
  () => [rule];
const SYSTEM_VERBS = new Set(["poweroff", "reboot", "halt", "kexec", "suspend", "hibernate", "emergency", "rescue"]);
/** All processes of the user, or the first one. */
const EVERYONE = new Set(["-1", "1"]);

/** Programs that become somebody else, stop the machine or format its disks. */
const MACHINE_PROGRAMS: Readonly<Record<string, ProgramCheck>> = {
  ...Object.fromEntries(["sudo", "su", "doas", "pkexec", "run0"].map((name) => [name, always("become-root")])),
  ...Object.fromEntries(["shutdown", "reboot", "poweroff", "halt"].map((name) => [name, always("stop-machine")])),
  ...Object.fromEntries(
    ["mkswap", "wipefs", "fdisk", "sfdisk", "cfdisk", "gdisk", "sgdisk", "parted", "blkdiscard", "mke2fs"].map((name) => [
      name,
      always("format-device"),
    ]),
  ),
  systemctl: ({ args }) => (toOperands(args).some(({ text }) => SYSTEM_VERBS.has(text)) ? ["stop-machine"] : []),
  init: ({ args }) => (args.some(({ text }) => text === "0" || text === "6") ? ["stop-machine"] : []),
  // A last argument of -1 is no signal but everybody.
  kill: ({ args }) => (args.length > 0 && EVERYONE.has(args.at(-1)?.text ?? "") ? ["stop-machine"] : []),
  killall5: always("stop-machine"),
};

/** The check of a program by its name; `mkfs` has one name per file system. */
export function findMachineCheck(program: string): ProgramCheck | undefined {
  if (program === "mkfs" || program.startsWith("mkfs.")) return always("format-device");
  return Object.hasOwn(MACHINE_PROGRAMS, program) ? MACHINE_PROGRAMS[program] : undefined;
}
