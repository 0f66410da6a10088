/** What one suite measures, and how it is run. */
export interface Suite {
  /** What one types behind `pnpm bench`. */
  readonly name: string;
  /** Measures everything. */
  run(settings: SuiteSettings): Promise<Section>;
}

/** How long a run may take. */
export interface SuiteSettings {
  /** Fewer rounds and smaller sizes: shows that it works, and nothing to publish. */
  readonly isQuick: boolean;
  /** Folder for what is written while measuring, absolute; removed afterwards. */
  readonly scratch: string;
}

/** One part of the report. */
export interface Section {
  /** Heading. */
  readonly title: string;
  /** What was done, in a sentence or two. */
  readonly text: string;
  /** Tables. */
  readonly tables: readonly Table[];
  /** Curves, each drawn as a picture. */
  readonly curves: readonly Curve[];
}

/** Contenders that were measured in the same run. */
export interface Table {
  /** What they did. */
  readonly title: string;
  /** Unit of the values. */
  readonly unit: "ns" | "µs" | "ms" | "MB";
  /** Contender that the others are divided by. */
  readonly floor: string;
  /** Contenders in order. */
  readonly rows: readonly Row[];
  /** What we want to reach. */
  readonly aims?: readonly Aim[];
}

/** One contender. */
export interface Row {
  /** Name, with the version of a peer. */
  readonly name: string;
  /** Measured value, in the table's unit. */
  readonly value: number;
}

/** A ratio between two rows of a table that must not be exceeded. */
export interface Aim {
  /** Row that is held to it. */
  readonly row: string;
  /** Row that it is divided by. */
  readonly by: string;
  /** Highest ratio. */
  readonly atMost: number;
}

/** Cost against size. */
export interface Curve {
  /** What grows. */
  readonly title: string;
  /** File name of the picture, without its ending. */
  readonly file: string;
  /** What the sizes count. */
  readonly sizes: string;
  /** Unit of the costs. */
  readonly unit: "ns" | "µs" | "ms";
  /** One line each. */
  readonly series: readonly Series[];
  /** How the cost grows, in words: `O(n)` and why. */
  readonly growth: string;
}

/** Points of one line. */
export interface Series {
  /** Name. */
  readonly name: string;
  /** Pairs of size and cost. */
  readonly points: readonly (readonly [size: number, cost: number])[];
}
