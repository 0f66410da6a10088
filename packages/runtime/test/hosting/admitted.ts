import { join } from "node:path";
import { parseManifest } from "@kodex/manifest";
import type { AdmittedPlugin } from "../../src/admitted-plugin.ts";
import type { Broker, BrokerCall } from "../../src/hosting/broker.ts";
import { type BrokerOptions, createBroker } from "../../src/hosting/broker/in-process-broker.ts";
import type { Plugin } from "../../src/plugin.ts";
import type { PluginLogEntry } from "../../src/runtime-options.ts";
import { createFakeClock } from "../../src/testing/fake-clock.ts";

/** What a test says of an admitted plugin. */
export interface AdmittedOptions {
  /** Keys of the manifest beyond name and version. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** Its folder. */
  readonly root?: string;
  /** Its code, where it was imported for its manifest. */
  readonly plugin?: Plugin;
  /** What it is granted. */
  readonly grants?: readonly string[];
  /** Its settings. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** A plugin `probe@1.0.0` as admission would have made it. */
export function createAdmitted({
  config = {},
  grants = [],
  manifest = {},
  plugin,
  root = "/nowhere",
}: AdmittedOptions = {}): AdmittedPlugin {
  const entry = manifest["command"] === undefined ? { main: "./index.mjs" } : {};
  return {
    id: "probe@1.0.0",
    manifest: parseManifest({ manifestVersion: 1, name: "probe", version: "1.0.0", ...entry, ...manifest }),
    candidate: {
      kind: "manifest",
      origin: "local",
      source: "test",
      tier: "project",
      file: join(root, "kodex.plugin.json"),
      root,
      firstParty: true,
      readText: () => "",
    },
    diagnostics: [],
    ...(plugin === undefined ? {} : { plugin }),
    trust: "workspace",
    grants,
    isolation: "in-process",
    config,
  } as unknown as AdmittedPlugin;
}

/** A broker of `probe@1.0.0` and what it has logged. */
export function createTestBroker(
  grants: readonly string[],
  options: Partial<BrokerOptions> & { readonly root?: string; readonly codeFolders?: readonly string[] } = {},
): { readonly broker: Broker; readonly logs: PluginLogEntry[] } {
  const { codeFolders = [], root = "/nowhere", ...rest } = options;
  const logs: PluginLogEntry[] = [];
  const broker = createBroker(
    createAdmitted({ grants, root }),
    {
      cwd: "/nowhere",
      stateDirectory: "/nowhere/.state",
      env: {},
      secrets: {},
      model: undefined,
      onLog: (entry) => void logs.push(entry),
      clock: createFakeClock(),
      ...rest,
    },
    codeFolders,
  );
  return { broker, logs };
}

/** A call that nobody aborts. */
export function createCall(changes: Partial<BrokerCall> = {}): BrokerCall {
  return { signal: new AbortController().signal, cwd: "/nowhere", ...changes };
}

/** What a promise rejects with; fails when it does not. */
export async function toRejection(promise: Promise<unknown>): Promise<Error & { code?: string; hint?: string }> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("value" in outcome) throw new Error(`it resolved to ${JSON.stringify(outcome.value)}`);
  return outcome.error as Error & { code?: string; hint?: string };
}
