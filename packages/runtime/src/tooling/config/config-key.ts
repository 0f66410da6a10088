/**
 * The keys that a person's spelling of a setting means: a JSON Pointer (`/plugins/lint/enabled`), or keys with dots
 * between them (`plugins.lint.enabled`). A hook's name has dots of its own: of the keys that fit, the longest is taken.
 *
 * @returns undefined when there is no such setting
 */
export function resolveConfigKey(config: unknown, key: string): readonly string[] | undefined {
  if (!key.startsWith("/")) return seek(config, key);
  const keys = key
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return readSetting(config, keys) === undefined ? undefined : keys;
}

/** The value at these keys; undefined when it is not set. */
export function readSetting(config: unknown, keys: readonly string[]): unknown {
  return keys.reduce((value: unknown, key) => (hasKey(value, key) ? value[key] : undefined), config);
}

/** Every setting and group of settings that can be asked for, with dots between the keys. */
export function listConfigKeys(config: unknown, parent = ""): readonly string[] {
  if (typeof config !== "object" || config === null || Array.isArray(config)) return [];
  return Object.entries(config).flatMap(([key, value]) => [`${parent}${key}`, ...listConfigKeys(value, `${parent}${key}.`)]);
}

function seek(value: unknown, rest: string): readonly string[] | undefined {
  if (hasKey(value, rest)) return [rest];
  for (let dot = rest.lastIndexOf("."); dot > 0; dot = rest.lastIndexOf(".", dot - 1)) {
    const key = rest.slice(0, dot);
    const found = hasKey(value, key) ? seek(value[key], rest.slice(dot + 1)) : undefined;
    if (found !== undefined) return [key, ...found];
  }
  return undefined;
}

function hasKey(value: unknown, key: string): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, key);
}
