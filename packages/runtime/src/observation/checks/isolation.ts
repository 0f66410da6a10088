import type { Check } from "../patient.ts";

/** Third-party plugins that run with the host's rights. */
export const checkIsolation: Check = ({ records }) =>
  records.flatMap(({ admitted, candidate, problem }) => {
    if (admitted === undefined || problem !== undefined || candidate.firstParty || admitted.isolation !== "in-process") return [];
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
