/** `name@version` of anything that has both, whole or in part: `name`, or nothing when there is no name. */
export function toPluginId(value: unknown): string | undefined {
  const { name, version } = (typeof value === "object" && value !== null ? value : {}) as { name?: unknown; version?: unknown };
  if (typeof name !== "string" || name.trim() === "") return undefined;
  return typeof version === "string" && version.trim() !== "" ? `${name.trim()}@${version.trim()}` : name.trim();
}
