import { cpus, totalmem } from "node:os";

/** The machine that measured, as far as it matters for the figures. */
export function describeMachine(): string {
  const all = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.versions.node} on ${process.platform}-${process.arch}, ${all.length} cores (${all[0]?.model.trim() ?? "unknown"}), ${memory} GiB`;
}
