import type { KodexConfig } from "@kodex/manifest";
import { toUntrusted, type TrustGate } from "./trust-gate.ts";

/**
 * The built-in gate. The workspace's own plugins, and those that the embedder passes as objects, are trusted like the
 * workspace's own code and granted what they declare. Everything else loads at level `installed` and is granted what
 * `plugins.<name>.grant` in the configuration says: by default nothing.
 */
export function trustWorkspace(config: KodexConfig = {}): TrustGate {
  return {
    decide({ candidate, manifest }) {
      if (candidate.firstParty) return { admit: true, level: "workspace", grants: "declared" };
      if (manifest === undefined)
        return toUntrusted("it is a single file from outside the workspace", "Copy it into the workspace, or install it as a package.");
      return { admit: true, level: "installed", grants: config.plugins?.[manifest.name]?.grant ?? [] };
    },
  };
}
