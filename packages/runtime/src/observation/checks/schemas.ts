import type { Check } from "../patient.ts";

/** JSON Schemas of plugins, and of the host's events, that cannot be used. */
export const checkSchemas: Check = ({ schemaProblems }) =>
  schemaProblems.map(({ key, part, plugin, reason }) => ({
    id: `schema.${plugin ?? "host"}.${key}`,
    status: "fail",
    code: "SCHEMA_REFUSED",
    message: `${plugin ?? "the host"} has no usable schema for ${part}: ${reason}`,
    hint: `Mend ${key} in ${plugin === undefined ? "what is passed to `defineHooks`" : "the manifest"}.`,
    ...(plugin === undefined ? {} : { plugin }),
  }));
