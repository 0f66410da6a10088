import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Section } from "../suite.ts";
import { toSvg } from "./plot.ts";

/** Writes `docs/benchmarks.md` and its pictures. */
export async function writeReport(page: string, sections: readonly Section[]): Promise<void> {
  const docs = fileURLToPath(new URL("../../docs", import.meta.url));
  const pictures = join(docs, "benchmarks");
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  for (const curve of sections.flatMap(({ curves }) => curves)) writeFileSync(join(pictures, `${curve.file}.svg`), await toSvg(curve));
  writeFileSync(join(docs, "benchmarks.md"), page);
}
