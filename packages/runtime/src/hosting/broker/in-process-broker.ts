import { join } from "node:path";
import type { AdmittedPlugin } from "../../admitted-plugin.ts";
import type { Clock } from "../../clock.ts";
import type { PluginLogEntry } from "../../runtime-options.ts";
import type { Broker, BrokerCall } from "../broker.ts";
import type { ModelProvider } from "../model-provider.ts";
import { createDataStore } from "./data-store.ts";
import { createEnvironment } from "./environment.ts";
import { createFilePlaces, type FilePlaces } from "./file-places.ts";
import { createFiles } from "./files.ts";
import { createGrantCheck } from "./grant-check.ts";
import { createLog } from "./log.ts";
import { createModelAccess } from "./model-access.ts";
import { createNetwork } from "./network.ts";
import { createPrograms } from "./programs.ts";
import { createSecrets } from "./secrets.ts";

/** What the embedder gives all brokers. */
export interface BrokerOptions {
  /** Workspace of calls without a session, absolute. */
  readonly cwd: string;
  /** Folder for plugins' data. */
  readonly stateDirectory: string;
  /** The host's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Values of secrets, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The host's model, if it has one. */
  readonly model: ModelProvider | undefined;
  /** Receives what plugins log. */
  readonly onLog: (entry: PluginLogEntry) => void;
  /** The clock of rate limits. */
  readonly clock: Clock;
}

/**
 * A broker for one plugin. For a plugin in-process it is a convention and no boundary: code that imports `node:fs`
 * goes around it. From level `process` upward it is the only way out.
 *
 * @param codeFolders folders with code of plugins, absolute; no grant makes them writable
 */
export function createBroker(plugin: AdmittedPlugin, options: BrokerOptions, codeFolders: readonly string[]): Broker {
  const dataFolder = join(options.stateDirectory, "data", encodeURIComponent(plugin.manifest.name));
  const grants = createGrantCheck(plugin);
  const toPlaces = ({ cwd }: BrokerCall): FilePlaces => createFilePlaces(plugin, grants, { ...options, cwd, dataFolder, codeFolders });
  const secrets = createSecrets(plugin, grants, options.secrets);
  return {
    fs: (call) => createFiles(grants, toPlaces(call)),
    env: createEnvironment(grants, options.env),
    secrets,
    data: createDataStore(join(dataFolder, "store")),
    log: createLog(plugin.id, options),
    fetch: createNetwork(grants, secrets),
    exec: createPrograms(grants, toPlaces, options),
    generate: createModelAccess(plugin, grants, options),
  };
}
