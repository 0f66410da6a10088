import type { Section } from "../src/suite.ts";

/** A small section with one table and one curve. */
export const SECTION: Section = {
  title: "Dispatch",
  text: "Handlers that do nothing.",
  tables: [
    {
      title: "10 handlers, per emit",
      unit: "ns",
      floor: "plain loop",
      rows: [
        { name: "plain loop", value: 100 },
        { name: "kodex dispatch", value: 150 },
        { name: "hookable 6", value: 1500 },
      ],
      aims: [
        { row: "kodex dispatch", by: "plain loop", atMost: 1.6 },
        { row: "kodex dispatch", by: "hookable 6", atMost: 0.05 },
      ],
    },
  ],
  curves: [
    {
      title: "Handlers of one hook",
      file: "dispatch-sync",
      sizes: "handlers",
      unit: "ns",
      series: [
        {
          name: "plain loop",
          points: [
            [1, 10],
            [10, 100],
          ],
        },
        {
          name: "kodex dispatch",
          points: [
            [1, 15],
            [10, 150],
          ],
        },
      ],
      growth: "O(n): each handler is called once.",
    },
  ],
};
