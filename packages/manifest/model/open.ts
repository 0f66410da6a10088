/** Keys that begin with `x-` belong to other tools: allowed everywhere in a manifest, kept, never read. */
export const open = { additionalProperties: false, patternProperties: { "^x-": {} } } as const;
