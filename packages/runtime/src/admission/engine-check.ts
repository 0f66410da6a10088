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

/** Why a plugin does not run on this host; nothing when it does. A pre-release of the API counts as its release. */
export function checkEngine(id: string, manifest: PluginManifest, { apiVersion, arch, platform }: Engine): PluginLoadError | undefined {
  const { engines, platforms } = manifest;
  if (!satisfies(toRelease(apiVersion), engines.kodex, { includePrerelease: true }))
    return toEngineUnsupported(id, engines.kodex, apiVersion);
  const runs = platforms.length === 0 || platforms.includes(platform) || platforms.includes(`${platform}-${arch}`);
  return runs ? undefined : toPlatformUnsupported(id, platforms, `${platform}-${arch}`);
}

function toRelease(version: string): string {
  const parsed = parse(version);
  return parsed === null ? version : `${parsed.major}.${parsed.minor}.${parsed.patch}`;
}
