import type { CapabilityDeclaration } from "@kodex/manifest";
import type { Provider } from "../../src/capabilities/capability-index.ts";
import type { HostedHandler } from "../../src/hosting/isolation-backend.ts";
import { createHosted } from "../handlers.ts";

/** What a test wants to say of a provider. */
export interface ProviderChanges extends Partial<Omit<CapabilityDeclaration, "version">> {
  /** Id of the capability. Default `code.format`. */
  readonly capability?: string;
  /** Version of the capability. Default 1.0.0. */
  readonly version?: string;
  /** What it does. Default: gives its input back. */
  readonly call?: HostedHandler;
  /** How its plugin becomes active. Default: at once. */
  readonly activate?: () => Promise<void>;
}

/** A provider of a plugin of version 1.0.0. */
export function createProvider(name: string, changes: ProviderChanges = {}): Provider & { readonly hosted: { readonly calls: number } } {
  const { activate, call = (input) => input, capability = "code.format", version = "1.0.0", ...declaration } = changes;
  return {
    capability,
    name,
    plugin: `${name}@1.0.0`,
    declaration: {
      version,
      description: "",
      input: true,
      output: true,
      tags: [],
      examples: [],
      priority: 0,
      idempotent: false,
      cases: [],
      ...declaration,
    },
    hosted: createHosted(call, activate),
    contexts: (scope) => scope as never,
  };
}
