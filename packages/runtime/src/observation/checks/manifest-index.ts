import { join } from "node:path";
import type { Check } from "../patient.ts";

/** Whether manifests are remembered between runs. Without that plugins work, and each start reads all of them anew. */
export const checkManifestIndex: Check = ({ indexProblem, stateDirectory }) => {
  if (indexProblem === undefined) return [];
  return [
    {
      id: "runtime.index",
      status: "warn",
      code: "INDEX_NOT_SAVED",
      message: `the index of manifests cannot be written: ${indexProblem}`,
      hint: `Make ${stateDirectory} a folder that can be written, or name another with KODEX_HOME.`,
      file: join(stateDirectory, "manifest-index"),
    },
  ];
};
