import { type DoctorCheck, findClosest, type PluginConfig, type PluginManifest } from "@kodex/manifest";
import type { Check } from "../patient.ts";

/** Settings in the configuration for plugins, or hooks of plugins, that are not there. */
export const checkSettings: Check = ({ config, records }) => {
  const manifests = new Map(records.flatMap(({ checked }) => (checked === undefined ? [] : [[checked.manifest.name, checked.manifest]])));
  return Object.entries(config.plugins ?? {}).flatMap(([name, settings]) => {
    const manifest = manifests.get(name);
    return manifest === undefined ? [toUnknownPlugin(name, manifests.keys())] : toUnknownHooks(manifest, settings);
  });
};

function toUnknownPlugin(name: string, known: Iterable<string>): DoctorCheck {
  const closest = findClosest(name, known);
  return {
    id: `config.${name}`,
    status: "warn",
    code: "CONFIG_PLUGIN_UNKNOWN",
    message: `the configuration has settings for "${name}", and there is no plugin of that name`,
    hint: closest === undefined ? `Add the plugin, or remove plugins."${name}" from kodex.json.` : `Did you mean "${closest}"?`,
  };
}

function toUnknownHooks({ hooks, name, version }: PluginManifest, settings: PluginConfig): readonly DoctorCheck[] {
  return Object.keys(settings.hooks ?? {})
    .filter((hook) => !Object.hasOwn(hooks, hook))
    .map((hook) => {
      const closest = findClosest(hook, Object.keys(hooks));
      return {
        id: `config.${name}.${hook}`,
        status: "warn",
        code: "CONFIG_HOOK_UNKNOWN",
        message: `the configuration has settings for "${hook}" of ${name}@${version}, which does not handle it`,
        hint: closest === undefined ? `Remove plugins."${name}".hooks."${hook}" from kodex.json.` : `Did you mean "${closest}"?`,
        plugin: `${name}@${version}`,
      };
    });
}
