import { join } from "node:path";
import { timeCommands } from "../measure/time-commands.ts";
import { runProbe } from "../measure/run-probe.ts";
import type { Suite } from "../suite.ts";
import { toRows } from "../report/rows.ts";
import { fileURLToPath } from "node:url";

/** Checking one manifest with 26 fields. */
export const validationSuite: Suite = {
  name: "validation",
  async run({ isQuick, scratch }) {
    const warm = runProbe("validate", isQuick ? ["1", "20"] : ["5", "120"]) as Record<string, number>;
    const cold = (name: string) => ({ args: [fileURLToPath(new URL(`./probes/cold-${name}.js`, import.meta.url))], cwd: scratch });
    const starts = timeCommands(
      {
        "node -e 0": { args: ["-e", "0"], cwd: scratch },
        "kodex checkManifest": cold("kodex"),
        "ajv, compiled at run time": cold("ajv"),
        "zod 4": cold("zod"),
      },
      isQuick ? 2 : 15,
    );
    return {
      title: "Validation",
      text: `A manifest with 26 fields. Kodex also normalizes, and checks what no schema can say (names, ranges, hooks, permissions); zod and Ajv check the shape alone. See \`${join("bench", "src", "fixtures")}\`.`,
      tables: [
        { title: "One check, warm", unit: "ns", floor: "JSON.parse", rows: toRows(warm) },
        { title: "The first check of a process, from spawn to exit", unit: "ms", floor: "node -e 0", rows: toRows(starts) },
      ],
      curves: [],
    };
  },
};
