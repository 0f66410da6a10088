import type { PluginEnv } from "../../plugin.ts";
import type { GrantCheck } from "./grant-check.ts";

/** The host's environment, by exact name. */
export function createEnvironment(grants: GrantCheck, env: Readonly<Record<string, string | undefined>>): PluginEnv {
  return {
    get(name) {
      grants.assertGranted(`env:${name}`);
      return env[name];
    },
  };
}
