import type { Check } from "../patient.ts";

/** JSON Schemas of plugins that cannot be used. */
export const checkSchemas: Check = ({ schemaProblems }) =>
  schemaProblems.map(({ key, part, plugin, reason }) => ({
    id: `schema.${plugin}.${key}`,
    status: "fail",
    code: "SCHEMA_REFUSED",
    message: `${plugin} has no usable schema for ${part}: ${reason}`,
    hint: `Mend ${key} in the manifest.`,
    plugin,
  }));
