import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeMachine } from "./measure/machine.ts";
import { toPage } from "./report/page.ts";
import { toMissedAims } from "./report/missed-aims.ts";
import { toText } from "./report/text.ts";
import { writeReport } from "./report/write-report.ts";
import type { Section } from "./suite.ts";
import { SUITES } from "./suites.ts";

const HELP = `pnpm bench [suite…] [--quick] [--write]

  Suites: ${SUITES.map(({ name }) => name).join(", ")}; all when none is named.
  --quick  fewer rounds and smaller sizes
  --write  writes docs/benchmarks.md and its pictures; takes every suite`;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { quick: { type: "boolean" }, write: { type: "boolean" }, help: { type: "boolean" } },
  });
  const unknown = positionals.find((name) => SUITES.every((suite) => suite.name !== name));
  if (values.help === true) return print(HELP, 0);
  if (unknown !== undefined) return print(`There is no suite "${unknown}".\n\n${HELP}`, 2);
  if (values.write === true && (positionals.length > 0 || values.quick === true))
    return print("--write takes every suite at its full length.", 2);
  const sections: Section[] = [];
  const scratch = mkdtempSync(join(tmpdir(), "kodex-bench-"));
  try {
    for (const suite of SUITES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
      const section = await suite.run({ isQuick: values.quick === true, scratch });
      sections.push(section);
      print(toText(section), 0);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  if (values.write === true) await writeReport(toPage(sections, describeMachine()), sections);
  for (const missed of toMissedAims(sections)) print(missed, 0);
  return 0;
}

function print(text: string, code: number): number {
  process.stdout.write(`${text}\n`);
  return code;
}
