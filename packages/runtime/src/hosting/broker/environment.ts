import { isGrantableVariable } from "@kodex/manifest";
import type { PluginEnv } from "../../plugin.ts";
import type { GrantCheck } from "./grant-check.ts";

/** The host's environment, by exact name. */
export function createEnvironment(grants: GrantCheck, env: Readonly<Record<string, string | undefined>>): PluginEnv {
  return {
    get(name) {
      const atom = `env:${name}`;
      // A grant can come from a configuration or a gate that did not ask the rules of the manifest.
      if (!isGrantableVariable(name)) return grants.refuse(atom, "it changes what a program loads or where it connects");
      grants.assertGranted(atom);
      return Object.hasOwn(env, name) ? env[name] : undefined;
    },
  };
}
