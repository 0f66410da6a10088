import type { Diagnostic, DoctorCheck } from "@kodex/manifest";

/** A diagnostic as the finding of a check: errors fail, the rest warns. */
export function toCheck(id: string, { code, file, hint, message, plugin, severity }: Diagnostic): DoctorCheck {
  return {
    id,
    status: severity === "error" ? "fail" : "warn",
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(plugin === undefined ? {} : { plugin }),
    ...(file === undefined ? {} : { file }),
  };
}
