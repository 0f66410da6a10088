import { join } from "node:path";
import { runProbe } from "../measure/run-probe.ts";
import type { Curve, Suite, SuiteSettings, Table } from "../suite.ts";
import { toRows } from "../report/rows.ts";

/** Emitting to handlers that do next to nothing. */
export const dispatchSuite: Suite = {
  name: "dispatch",
  async run(settings) {
    process.env["KODEX_BENCH_STATE"] = join(settings.scratch, "state");
    const sizes = settings.isQuick ? [10] : [1, 10, 100];
    return {
      title: "Dispatch",
      text: "Handlers that add the length of a text to a counter, each a function of its own, each in a plugin of its own with every guard on (attribution, deadline, re-entrancy, result check). Best round of several; each row's contenders took turns in one process.",
      tables: [
        ...sizes.map((size) => toTable("sync", size, settings)),
        ...sizes.map((size) => toTable("async", size, settings)),
        toMatchTable(settings),
      ],
      curves: settings.isQuick ? [] : [toCurve("sync", settings), toCurve("async", settings)],
    };
  },
};

type Mode = "sync" | "async";

const FLOOR = { sync: "plain loop", async: "awaiting loop" } as const;

function toTable(mode: Mode, size: number, settings: SuiteSettings): Table {
  const values = probe(mode, size, settings, "all");
  const ours = mode === "sync" ? "kodex dispatch" : "kodex emit";
  return {
    title: `${size} ${mode === "sync" ? "synchronous" : "asynchronous"} handler${size === 1 ? "" : "s"}, per emit`,
    unit: "ns",
    floor: FLOOR[mode],
    rows: toRows(values),
    aims: [
      { row: ours, by: FLOOR[mode], atMost: mode === "sync" ? 1.6 : 1.4 },
      { row: ours, by: "hookable 6", atMost: mode === "sync" ? 0.1 : 0.5 },
    ],
  };
}

function toMatchTable({ isQuick }: SuiteSettings): Table {
  const values = runProbe("match", ["100", ...toLength(isQuick)]) as Record<string, number>;
  return {
    title: "100 plugins of which none matches, per emit",
    unit: "ns",
    floor: "one look-up and a result",
    rows: toRows(values),
    aims: [{ row: "kodex dispatch", by: "one look-up and a result", atMost: 2 }],
  };
}

function toCurve(mode: Mode, settings: SuiteSettings): Curve {
  const points = [1, 10, 100, 1000, 10_000].map((size) => [size, probe(mode, size, settings, "ours")] as const);
  const names = mode === "sync" ? ["plain loop", "kodex dispatch"] : ["awaiting loop", "kodex emit"];
  return {
    title: `Handlers of one hook, ${mode === "sync" ? "synchronous" : "asynchronous"}`,
    file: `dispatch-${mode}`,
    sizes: "handlers",
    unit: "ns",
    series: names.map((name) => ({ name, points: points.map(([size, values]) => [size, values[name] ?? Number.NaN] as const) })),
    growth: "O(n): each handler that is selected is called once, and nothing else depends on how many there are.",
  };
}

function probe(mode: Mode, size: number, { isQuick }: SuiteSettings, who: "all" | "ours"): Record<string, number> {
  return runProbe("dispatch", [mode, String(size), ...toLength(isQuick), who]) as Record<string, number>;
}

function toLength(isQuick: boolean): readonly string[] {
  return isQuick ? ["1", "20"] : ["5", "120"];
}
