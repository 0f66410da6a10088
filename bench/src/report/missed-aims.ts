import type { Section } from "../suite.ts";
import { toNumber } from "./format.ts";
import { toRatio } from "./rows.ts";

/** A sentence for each aim that this run has missed. */
export function toMissedAims(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ tables }) =>
    tables.flatMap(({ aims = [], rows, title }) =>
      aims.flatMap(({ atMost, by, row }) => {
        const ratio = toRatio(rows, row, by);
        return ratio <= atMost
          ? []
          : [`aim missed: ${title}: ${row} is ${toNumber(ratio)} × ${by}, and should be at most ${toNumber(atMost)} ×`];
      }),
    ),
  );
}
