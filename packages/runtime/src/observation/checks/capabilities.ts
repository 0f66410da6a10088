import { type DoctorCheck, findClosest } from "@kodex/manifest";
import type { Check } from "../patient.ts";
import type { PluginRecord } from "../plugin-list.ts";

/** Preferences in the configuration for capabilities, or providers, that are not there. */
export const checkCapabilities: Check = ({ config, records }) => {
  const providers = toProviders(records);
  return Object.entries(config.capabilities ?? {}).flatMap(([id, { prefer }]) => {
    const names = providers.get(id);
    return names === undefined ? [toUnknown(id, providers.keys())] : toStrangers(id, prefer, names);
  });
};

function toProviders(records: readonly PluginRecord[]): ReadonlyMap<string, readonly string[]> {
  const providers = new Map<string, string[]>();
  for (const { admitted, problem } of records)
    if (admitted !== undefined && problem === undefined)
      for (const id of Object.keys(admitted.manifest.capabilities))
        providers.set(id, [...(providers.get(id) ?? []), admitted.manifest.name]);
  return providers;
}

function toUnknown(id: string, known: Iterable<string>): DoctorCheck {
  const closest = findClosest(id, known);
  return {
    id: `capability.${id}`,
    status: "warn",
    code: "CAPABILITY_UNKNOWN",
    message: `the configuration prefers providers of "${id}", which no plugin provides`,
    hint:
      closest === undefined
        ? `Add a plugin that provides "${id}", or remove it from "capabilities" in kodex.json.`
        : `Did you mean "${closest}"?`,
  };
}

function toStrangers(id: string, prefer: readonly string[], providers: readonly string[]): readonly DoctorCheck[] {
  return prefer
    .filter((name) => !providers.includes(name))
    .map((name) => {
      const closest = findClosest(name, providers);
      return {
        id: `capability.${id}.${name}`,
        status: "warn",
        code: "CAPABILITY_NO_PROVIDER",
        message: `the configuration prefers "${name}" for "${id}", which only ${providers.join(", ")} can provide`,
        hint: closest === undefined ? `Mend capabilities."${id}".prefer in kodex.json.` : `Did you mean "${closest}"?`,
      };
    });
}
