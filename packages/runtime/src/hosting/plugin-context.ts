import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { CallScope, ContextFactory } from "../calls/call-scope.ts";
import type {
  EventEnvelope,
  ExecOptions,
  ExecResult,
  PluginContext,
  PluginData,
  PluginEnv,
  PluginFetch,
  PluginFs,
  PluginIdentity,
  PluginLog,
  PluginModel,
  PluginSecrets,
} from "../plugin.ts";
import type { Broker, BrokerCall } from "./broker.ts";

/** What all contexts of one plugin share. */
interface PluginServices {
  readonly plugin: PluginIdentity;
  readonly config: Readonly<Record<string, unknown>>;
  readonly broker: Broker;
}

/** A maker of contexts for one plugin. Making one is two assignments: everything else waits until it is asked for. */
export function createContextFactory({ config, manifest }: Pick<AdmittedPlugin, "config" | "manifest">, broker: Broker): ContextFactory {
  const services: PluginServices = { plugin: Object.freeze({ name: manifest.name, version: manifest.version }), config, broker };
  return (scope) => new CallContext(services, scope);
}

class CallContext implements PluginContext {
  readonly #services: PluginServices;
  readonly #scope: CallScope;

  constructor(services: PluginServices, scope: CallScope) {
    this.#services = services;
    this.#scope = scope;
  }

  get plugin(): PluginIdentity {
    return this.#services.plugin;
  }

  get config(): Readonly<Record<string, unknown>> {
    return this.#services.config;
  }

  get event(): EventEnvelope {
    return this.#scope.event;
  }

  get signal(): AbortSignal {
    return this.#scope.signal;
  }

  get fs(): PluginFs {
    return this.#services.broker.fs(this.#call());
  }

  get env(): PluginEnv {
    return this.#services.broker.env;
  }

  get secrets(): PluginSecrets {
    return this.#services.broker.secrets;
  }

  get data(): PluginData {
    return this.#services.broker.data;
  }

  get log(): PluginLog {
    return this.#services.broker.log;
  }

  get model(): PluginModel {
    return { generate: (request) => this.#services.broker.generate(request, this.#call()) };
  }

  get fetch(): PluginFetch {
    return (input, init) => this.#services.broker.fetch(input, init, this.#call());
  }

  get exec(): (bin: string, args?: readonly string[], options?: ExecOptions) => Promise<ExecResult> {
    return (bin, args = [], options = {}) => this.#services.broker.exec(bin, args, options, this.#call());
  }

  // Functions of their own, so that they also work when a handler takes the context apart.
  get emit(): PluginContext["emit"] {
    return (hook, payload) => this.#scope.emit(hook, payload);
  }

  get invoke(): PluginContext["invoke"] {
    return (capability, input, options) => this.#scope.invoke(capability, input, options);
  }

  #call(): BrokerCall {
    const { event, signal } = this.#scope;
    return { signal, cwd: event.cwd, ...(event.sessionId === undefined ? {} : { sessionId: event.sessionId }) };
  }
}
