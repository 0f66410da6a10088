import type { Runtime } from "@kodex/runtime";
import type { CommandInput, CommandOutput } from "../command.ts";
import { listNotices, withRuntime } from "../open-runtime.ts";
import { escapeLine, escapeText } from "../output/escape.ts";
import { readJsonArgument } from "../read-json.ts";
import { recordLogs } from "../record-logs.ts";

/** `kodex invoke <capability>`: calls the first provider that fits. */
export async function runInvoke(input: CommandInput): Promise<CommandOutput> {
  const [capability = ""] = input.args;
  const { cwd, plugin, range } = input.options;
  const value = await readJsonArgument({ option: "input", value: input.options.input, cwd, stdin: input.terminal.stdin });
  const { diagnostics, onLog } = recordLogs(input);
  const call = async (runtime: Runtime): Promise<CommandOutput> => {
    input.onProcessEnd(() => runtime.capabilities.find(capability, range).map((provider) => provider.plugin));
    const report = await runtime.invoke(capability, value, {
      ...(plugin === undefined ? {} : { plugin }),
      ...(range === undefined ? {} : { range }),
    });
    const data = { ...report, output: report.output ?? null };
    return {
      ok: true,
      data,
      diagnostics: [...listNotices(input.options), ...diagnostics(), ...runtime.diagnostics],
      render: ({ paint }) =>
        `${escapeText(JSON.stringify(data.output, null, 2))}\n${paint.dim(`${escapeLine(report.plugin)}, ${report.durationMs.toFixed(2)} ms`)}`,
    };
  };
  return withRuntime(input, call, { onLog });
}
