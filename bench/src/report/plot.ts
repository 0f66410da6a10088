import { parse, View } from "vega";
import { compile } from "vega-lite";
import type { Curve } from "../suite.ts";

/** A curve as SVG, both axes logarithmic. */
export async function toSvg({ series, sizes, title, unit }: Curve): Promise<string> {
  const values = series.flatMap(({ name, points }) => points.map(([size, cost]) => ({ name, size, cost })));
  const { spec } = compile({
    title,
    width: 480,
    height: 280,
    background: "white",
    data: { values },
    mark: { type: "line", point: true },
    encoding: {
      x: { field: "size", type: "quantitative", title: sizes, scale: { type: "log" } },
      y: { field: "cost", type: "quantitative", title: unit, scale: { type: "log" } },
      color: { field: "name", type: "nominal", title: null },
      strokeDash: { field: "name", type: "nominal", title: null },
    },
  });
  return new View(parse(spec), { renderer: "none" }).toSVG();
}
