import type { IsolationLevel } from "@kodex/manifest";

/** Levels from the weakest to the strongest. */
export const ISOLATION_LEVELS: readonly IsolationLevel[] = ["in-process", "worker", "process", "os", "container"];
