import { definePlugin } from "@kodex/runtime/plugin";
import { checkCommand } from "./check-command.ts";
import type { Finding } from "./finding.ts";
import { RULES, type Verdict } from "./rules.ts";
import { type Settings, toSettings } from "./settings.ts";

const SEVERITY: readonly Verdict[] = ["allow", "ask", "deny"];

export default definePlugin({
  hooks: {
    "tool.before"({ input }, ctx) {
      const settings = toSettings(ctx.config);
      const place = { workspace: ctx.event.cwd, folders: settings.folders, home: ctx.env.get("HOME") };
      const findings = toCommands(input, settings).flatMap((command) => checkCommand(command, place, settings.programs));
      const verdicts = findings.map((finding) => toVerdict(finding, settings));
      const worst = SEVERITY.findLast((verdict) => verdicts.includes(verdict)) ?? "allow";
      if (worst === "allow") return undefined;
      const reasons = findings.filter((_, index) => verdicts[index] === worst).map(toReason);
      return { decision: worst, reason: [...new Set(reasons)].join("; ") };
    },
  },
});

/** The commands in a tool's input. A list is the arguments of one. */
function toCommands(input: unknown, { fields }: Settings): readonly string[] {
  if (typeof input !== "object" || input === null) return [];
  return fields.flatMap((field) => {
    const value = (input as Readonly<Record<string, unknown>>)[field];
    if (typeof value === "string") return [value];
    return Array.isArray(value) ? [value.map((item) => `'${String(item).replaceAll("'", `'\\''`)}'`).join(" ")] : [];
  });
}

function toVerdict({ rule }: Finding, { verdicts }: Settings): Verdict {
  return typeof rule === "string" ? verdicts[rule] : rule.verdict;
}

function toReason({ part, rule }: Finding): string {
  const shown = part.length > 120 ? `${part.slice(0, 119)}…` : part;
  return typeof rule === "string" ? `"${shown}" ${RULES[rule].about} (${rule})` : `"${shown}": ${rule.reason}`;
}
