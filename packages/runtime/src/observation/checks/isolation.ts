import type { Check } from "../patient.ts";

/** Third-party plugins that run with the host's rights. Those that come with the embedder are as much its own as its code is. */
export const checkIsolation: Check = ({ records }) =>
  records.flatMap(({ admitted, candidate, problem }) => {
    if (admitted === undefined || problem !== undefined || admitted.isolation !== "in-process") return [];
    if (candidate.firstParty || candidate.tier === "builtin") return [];
    return [
      {
        id: `isolation.${admitted.manifest.name}`,
        status: "warn",
        code: "ISOLATION_NONE",
        message: `${admitted.id} is third-party and runs in-process, with the host's rights`,
        hint: "Register an isolation backend, or review the plugin and keep it in the workspace.",
        plugin: admitted.id,
        ...(candidate.file === "" ? {} : { file: candidate.file }),
      } as const,
    ];
  });
