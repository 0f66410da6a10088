import satisfies from "semver/functions/satisfies.js";
import type { Check } from "../patient.ts";

const FLOOR = "20.19";

/** Whether this Node is new enough. */
export const checkNodeVersion: Check = ({ nodeVersion }) => {
  const fits = satisfies(nodeVersion, `>=${FLOOR}`, { includePrerelease: true });
  if (fits) return [{ id: "node.version", status: "pass", message: `Node ${nodeVersion} is supported` }];
  return [
    {
      id: "node.version",
      status: "fail",
      code: "NODE_UNSUPPORTED",
      message: `Node ${nodeVersion} is older than ${FLOOR}, the oldest that is supported`,
      hint: `Install Node ${FLOOR} or later.`,
    },
  ];
};
