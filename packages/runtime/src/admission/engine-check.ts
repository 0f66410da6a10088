import type { PluginManifest } from "@kodex/manifest";
import parse from "semver/functions/parse.js";
import satisfies from "semver/functions/satisfies.js";
import { type PluginLoadError, toEngineUnsupported, toPlatformUnsupported } from "../errors.ts";

/** The host that plugins are compared with. */
export interface Engine {
  /** Version of the plugin API. */
  readonly apiVersion: string;
  /** Operating system, as Node names it. */
  readonly platform: string;
  /** Processor, as Node names it. */
  readonly arch: string;
}

/** Why a plugin does not run on a host; nothing when it does. */
export type EngineCheck = (id: string, manifest: PluginManifest) => PluginLoadError | undefined;

/** A check against one host. A pre-release of the API counts as its release. */
export function createEngineCheck({ apiVersion, arch, platform }: Engine): EngineCheck {
  const release = toRelease(apiVersion);
  // Most plugins name the same range.
  const verdicts = new Map<string, boolean>();
  return (id, { engines, platforms }) => {
    // What a range begins with lies in it: where every plugin asks for this release, nobody waits for the parser to warm up.
    const isMet =
      verdicts.get(engines.kodex) ?? (engines.kodex === `^${release}` || satisfies(release, engines.kodex, { includePrerelease: true }));
    verdicts.set(engines.kodex, isMet);
    if (!isMet) return toEngineUnsupported(id, engines.kodex, apiVersion);
    const runs = platforms.length === 0 || platforms.includes(platform) || platforms.includes(`${platform}-${arch}`);
    return runs ? undefined : toPlatformUnsupported(id, platforms, `${platform}-${arch}`);
  };
}

function toRelease(version: string): string {
  const parsed = parse(version);
  return parsed === null ? version : `${parsed.major}.${parsed.minor}.${parsed.patch}`;
}
