export type { TrustDecision, TrustGate, TrustRequest } from "./admission/trust-gate.ts";
export type { AdmittedPlugin } from "./admitted-plugin.ts";
export type { Candidate, InlineCandidate, ManifestCandidate, ModuleCandidate, Origin, Tier, UnreadableCandidate } from "./candidate.ts";
export type { CheckedPlugin } from "./checked-plugin.ts";
export type { Clock, Timer } from "./clock.ts";
export type { DiscoveryContext, PluginSource } from "./discovery/source.ts";
export type { Broker, BrokerCall } from "./hosting/broker.ts";
export type { HostedHandler, HostedPlugin, HostServices, IsolationBackend } from "./hosting/isolation-backend.ts";
export type { ModelProvider } from "./hosting/model-provider.ts";
