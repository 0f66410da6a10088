import type { DoctorCheck } from "@kodex/manifest";
import type { Check } from "../patient.ts";
import { type PluginRecord, toPluginLabel, toPluginName } from "../plugin-list.ts";

/** What became of each plugin; failed, or left out on purpose. */
export const checkPlugins: Check = ({ records }) => records.map(checkPlugin);

function checkPlugin(record: PluginRecord): DoctorCheck {
  const { candidate, checked, problem } = record;
  const plugin = toPluginLabel(record);
  const about = {
    id: `plugin.${toPluginName(record)}`,
    plugin,
    ...(candidate.file === "" ? {} : { file: candidate.file }),
  };
  if (problem === undefined) {
    const { capabilities = {}, hooks = {} } = checked?.manifest ?? {};
    const counts = [
      count(Object.keys(hooks).length, "hook", "hooks"),
      count(Object.keys(capabilities).length, "capability", "capabilities"),
    ];
    const message = `${plugin} works: ${counts.join(", ")}`;
    return { ...about, status: "pass", message };
  }
  const { code, hint, message } = problem.error;
  return { ...about, status: problem.outcome === "error" ? "fail" : "warn", code, message, ...(hint === undefined ? {} : { hint }) };
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
