import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { writePluginFolders, writePluginPackages } from "../fixtures/plugin-folders.ts";
import { toMedian } from "../measure/median.ts";
import { runProbe } from "../measure/run-probe.ts";
import type { Suite, Table } from "../suite.ts";

/** Finding, reading, checking and admitting plugins. */
export const loadingSuite: Suite = {
  name: "loading",
  async run({ isQuick, scratch }) {
    const sizes = isQuick ? [10, 100] : [10, 100, 1000, 10_000];
    const layouts: Layout[] = ["folders", "packages"];
    const workspaces = new Map<string, Workspace>(
      sizes.flatMap((size) =>
        layouts.map((layout) => [`${layout} ${size}`, { layout, folder: writeWorkspace(scratch, layout, size) }] as const),
      ),
    );
    // The index takes in no file that was changed within the last two seconds.
    await setTimeout(2500);
    const measured = new Map<string, Times>([...workspaces].map(([key, workspace]) => [key, measure(workspace, isQuick ? 1 : 7)] as const));
    const atTable = isQuick ? 100 : 1000;
    return {
      title: "Loading",
      text: "`createRuntime` and `load`, each in a new process after the runtime's own modules were imported; the floor reads and parses the same manifests and does nothing with them. `warm` finds its index, `cold` has none. Median of several.",
      tables: [
        ...layouts.map((layout) => toTable(layout, atTable, measured.get(`${layout} ${atTable}`) as Times)),
        measureMemory((workspaces.get(`folders ${atTable}`) as Workspace).folder, atTable),
      ],
      curves: layouts.map((layout) => ({
        title: layout === "folders" ? "Plugins in ./plugins" : "Plugins in node_modules",
        file: `loading-${layout}`,
        sizes: "plugins",
        unit: "ms" as const,
        series: CONTENDERS.map((name) => ({
          name,
          points: sizes.map((size) => [size, measured.get(`${layout} ${size}`)?.[name] ?? Number.NaN] as const),
        })),
        growth: "O(n): two `stat` calls a plugin with an index, one more read and check without.",
      })),
    };
  },
};

type Layout = "folders" | "packages";
interface Workspace {
  readonly layout: Layout;
  readonly folder: string;
}
const CONTENDERS = ["read and parse", "kodex load, cold", "kodex load, warm"] as const;
type Times = Readonly<Record<(typeof CONTENDERS)[number], number>>;

function writeWorkspace(scratch: string, layout: Layout, size: number): string {
  const workspace = join(scratch, `${layout}-${size}`);
  if (layout === "folders") writePluginFolders(join(workspace, "plugins"), size);
  else writePluginPackages(workspace, size);
  return workspace;
}

function measure({ folder, layout }: Workspace, rounds: number): Times {
  const times = CONTENDERS.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    rmSync(join(folder, "state"), { recursive: true, force: true });
    for (const [place, who] of (["floor", "kodex", "kodex"] as const).entries())
      times[place]?.push((runProbe("load", [who, layout, folder]) as { durationMs: number }).durationMs);
  }
  return Object.fromEntries(CONTENDERS.map((name, place) => [name, toMedian(times[place] ?? [])])) as Times;
}

function toTable(layout: Layout, size: number, times: Times): Table {
  return {
    title: `${size} plugins in ${layout === "folders" ? "./plugins" : "node_modules"}`,
    unit: "ms",
    floor: "read and parse",
    rows: CONTENDERS.map((name) => ({ name, value: times[name] })),
    aims: [{ row: "kodex load, warm", by: "read and parse", atMost: 1.5 }],
  };
}

function measureMemory(workspace: string, size: number): Table {
  const read = (who: string): number => (runProbe("memory", [who, workspace], ["--expose-gc"]) as { residentMb: number }).residentMb;
  const bare = toMedian([read("bare"), read("bare"), read("bare")]);
  const idle = toMedian([read("kodex"), read("kodex"), read("kodex")]);
  return {
    title: `Resident memory of an idle process with ${size} plugins`,
    unit: "MB",
    floor: "bare node",
    rows: [
      { name: "bare node", value: bare },
      { name: "kodex, loaded", value: idle },
      { name: "what kodex adds", value: idle - bare },
    ],
    aims: [{ row: "what kodex adds", by: "bare node", atMost: 40 / bare }],
  };
}
