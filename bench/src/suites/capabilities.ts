import { join } from "node:path";
import { runProbe } from "../measure/run-probe.ts";
import type { Suite } from "../suite.ts";

/** Finding a provider among many. */
export const capabilitySuite: Suite = {
  name: "capabilities",
  async run({ isQuick, scratch }) {
    process.env["KODEX_BENCH_STATE"] = join(scratch, "state");
    const sizes = isQuick ? [100] : [10, 100, 1000, 10_000, 100_000];
    const measured = sizes.map(
      (size) =>
        [size, runProbe("capabilities", [String(size), ...(isQuick ? ["1", "20"] : ["3", "120"])]) as Record<string, number>] as const,
    );
    const [atTable, values] = measured.at(isQuick ? 0 : 3) as (typeof measured)[number];
    const pick = (name: string, divide: number) => ({ name, value: (values[name] ?? Number.NaN) / divide });
    const toSeries = (names: readonly string[], divide: number) =>
      names.map((name) => ({ name, points: measured.map(([size, all]) => [size, (all[name] ?? Number.NaN) / divide] as const) }));
    return {
      title: "Capabilities",
      text: "`capabilities.find` by id, and `capabilities.route` for a task in plain words, offline.",
      tables: [
        { title: `Look-up among ${atTable} providers`, unit: "ns", floor: "Map.get", rows: [pick("Map.get", 1), pick("kodex find", 1)] },
        {
          title: `Routing a task among ${atTable} providers`,
          unit: "µs",
          floor: "minisearch 7",
          rows: [pick("minisearch 7", 1000), pick("kodex route", 1000)],
        },
      ],
      curves: [
        {
          title: "Look-up by id",
          file: "capabilities-find",
          sizes: "providers",
          unit: "ns",
          series: toSeries(["Map.get", "kodex find"], 1),
          growth: "O(1): one look-up, and a copy of the providers of that id.",
        },
        {
          title: "Routing a task",
          file: "capabilities-route",
          sizes: "providers",
          unit: "µs",
          series: toSeries(["minisearch 7", "kodex route"], 1000),
          growth: "O(h log h) in the providers that share a word with the task.",
        },
      ],
    };
  },
};
