import Type, { type TLiteral, type TUnion } from "typebox";
import { Decision } from "./hook.ts";

const literals = <T extends string>(title: string, description: string, values: readonly T[]): TUnion<TLiteral<T>[]> =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    { title, description },
  );

const plugin = Type.String({ description: "`name@version`, or `host:<name>` for a handler of the host." });
const durationMs = Type.Number({ minimum: 0, description: "Time it took, in milliseconds." });

const HandlerStatus = literals("HandlerStatus", "How the call of one handler ended.", [
  "ok",
  "skipped",
  "timeout",
  "error",
  "invalid",
  "denied",
  "circuit_open",
  "overloaded",
  "untrusted",
  "disabled",
]);

const HandlerError = Type.Object(
  {
    name: Type.String({ description: "Class of the error." }),
    code: Type.Optional(Type.String({ description: "Stable code, if it has one." })),
    message: Type.String({ description: "What went wrong." }),
  },
  { title: "HandlerError", description: "An error as a JSON value.", additionalProperties: false },
);

export const HandlerReport = Type.Object(
  {
    plugin,
    status: HandlerStatus,
    durationMs: Type.Optional(durationMs),
    code: Type.Optional(Type.String({ description: "Why the status is not `ok`." })),
    error: Type.Optional(HandlerError),
    value: Type.Optional(Type.Unsafe<unknown>({ description: "What the handler returned." })),
  },
  { title: "HandlerReport", description: "What became of one selected handler.", additionalProperties: false },
);

const DecisionReason = Type.Object(
  {
    plugin,
    decision: Decision,
    reason: Type.String({ description: "Why, in a sentence." }),
    code: Type.Optional(Type.String({ description: "Set when a failure, and not the handler's answer, decided." })),
  },
  { title: "DecisionReason", description: "One vote with its reason.", additionalProperties: false },
);

const ContextEntry = Type.Object(
  { plugin, text: Type.String({ description: "The text." }) },
  { title: "ContextEntry", description: "Context that one plugin added.", additionalProperties: false },
);

export const EmitResult = Type.Object(
  {
    hook: Type.String({ description: "Name of the hook." }),
    payload: Type.Unsafe<unknown>({ description: "The payload as the last handler left it; as given for hooks that do not rewrite." }),
    decision: Type.Optional(Decision),
    reasons: Type.Array(DecisionReason, { description: "Votes with a reason, in order." }),
    value: Type.Optional(Type.Unsafe<unknown>({ description: "The answer, for hooks that provide one." })),
    context: Type.Optional(Type.Array(ContextEntry, { description: "Context in order." })),
    handlers: Type.Array(HandlerReport, { description: "One report per selected handler, in order." }),
    durationMs,
  },
  { title: "EmitReport", description: "What came of one emit.", additionalProperties: false },
);

const Stage = literals("Stage", "Stage of a plugin's life.", ["discover", "manifest", "admit", "host", "index", "activate"]);
const Outcome = literals("Outcome", "What came of a stage.", ["loaded", "skipped", "error"]);

export const LedgerEntry = Type.Object(
  {
    plugin: Type.String({ description: "`name@version`; the place while the name is not known." }),
    stage: Stage,
    outcome: Outcome,
    code: Type.Optional(Type.String({ description: "Why the outcome is not `loaded`, or what is worth knowing." })),
    message: Type.String({ description: "What happened." }),
    durationMs,
    source: Type.Optional(Type.String({ description: "Source that found it." })),
    file: Type.Optional(Type.String({ description: "Manifest or module." })),
    hint: Type.Optional(Type.String({ description: "One imperative sentence that mends it." })),
  },
  { title: "LedgerEntry", description: "What happened to one plugin at one stage.", additionalProperties: false },
);

const DoctorCheck = Type.Object(
  {
    id: Type.String({ description: "Stable id of the check." }),
    status: literals("CheckStatus", "`fail` makes the report unhealthy.", ["pass", "warn", "fail"]),
    message: Type.String({ description: "What was found." }),
    hint: Type.Optional(Type.String({ description: "The command or edit that mends it." })),
    code: Type.Optional(Type.String({ description: "Code of the problem." })),
    plugin: Type.Optional(plugin),
    file: Type.Optional(Type.String({ description: "File that the check is about." })),
  },
  { title: "DoctorCheck", description: "One check.", additionalProperties: false },
);

export const DoctorReport = Type.Object(
  {
    healthy: Type.Boolean({ description: "No check failed." }),
    checks: Type.Array(DoctorCheck, { description: "Every check in a fixed order." }),
    ledger: Type.Array(LedgerEntry, { description: "Every stage of every plugin." }),
    summary: Type.Object(
      {
        plugins: Type.Integer({ minimum: 0, description: "Plugins that were seen." }),
        loaded: Type.Integer({ minimum: 0, description: "Plugins that are loaded." }),
        skipped: Type.Integer({ minimum: 0, description: "Plugins left out on purpose." }),
        failed: Type.Integer({ minimum: 0, description: "Plugins with an error." }),
        pass: Type.Integer({ minimum: 0, description: "Checks passed." }),
        warn: Type.Integer({ minimum: 0, description: "Checks with a warning." }),
        fail: Type.Integer({ minimum: 0, description: "Checks failed." }),
      },
      { title: "DoctorSummary", description: "Totals.", additionalProperties: false },
    ),
  },
  { title: "DoctorReport", description: "Health of a runtime and its plugins.", additionalProperties: false },
);

export const ExplainEntry = Type.Object(
  {
    plugin,
    willRun: Type.Boolean({ description: "Whether an emit would call it." }),
    position: Type.Optional(Type.Integer({ minimum: 1, description: "Place in the order, from 1, if it will run." })),
    reason: Type.Optional(Type.String({ description: "Why it will not run, or why it stands where it does." })),
    code: Type.Optional(Type.String({ description: "Code of the reason." })),
  },
  { title: "ExplainEntry", description: "Why one handler would or would not run.", additionalProperties: false },
);

export const RouteCandidateEntry = Type.Object(
  {
    capability: Type.String({ description: "Id of the capability." }),
    plugin,
    score: Type.Number({ description: "Relevance; higher is better, comparable within one list only." }),
    reasons: Type.Array(Type.String(), { description: "What matched." }),
  },
  { title: "RouteEntry", description: "A provider that may serve a task.", additionalProperties: false },
);

export const CapabilityListing = Type.Object(
  {
    id: Type.String({ description: "Id of the capability." }),
    version: Type.String({ description: "Highest version that a provider offers." }),
    description: Type.String({ description: "What it does." }),
    providers: Type.Array(
      Type.Object(
        {
          plugin,
          version: Type.String({ description: "Version of the capability." }),
          priority: Type.Integer({ description: "Priority among providers of one version." }),
        },
        { title: "ProviderListing", description: "One provider.", additionalProperties: false },
      ),
      { description: "Providers in the order in which they are asked." },
    ),
  },
  { title: "CapabilityListing", description: "A capability with its providers.", additionalProperties: false },
);

export const PluginListing = Type.Object(
  {
    name: Type.String({ description: "Name; the place while it is not known." }),
    version: Type.String({ description: "Version; empty while it is not known." }),
    status: Outcome,
    reason: Type.Optional(Type.String({ description: "Why the status is not `loaded`." })),
    code: Type.Optional(Type.String({ description: "Code of the reason." })),
    origin: Type.String({ description: "`local`, `package`, `inline`, or a name that another source gives." }),
    file: Type.String({ description: "Manifest or module; empty for inline plugins." }),
    isolation: literals("IsolationLevel", "Where its code runs.", ["in-process", "worker", "process", "os", "container"]),
    trust: Type.String({ description: "Trust level that the gate gave." }),
    hooks: Type.Array(Type.String(), { description: "Hooks that it handles." }),
    capabilities: Type.Array(Type.String(), { description: "Capabilities that it provides." }),
  },
  { title: "PluginListing", description: "One plugin that was seen.", additionalProperties: false },
);

export const InvokeResult = Type.Object(
  { plugin, output: Type.Unsafe<unknown>({ description: "What the provider returned." }), durationMs },
  { title: "InvokeReport", description: "What a capability returned.", additionalProperties: false },
);

const place = {
  layer: literals("ConfigSource", "Whose setting it is.", ["workspace", "user", "organization", "default"]),
  file: Type.Optional(Type.String({ description: "File that it is written in." })),
  line: Type.Optional(Type.Integer({ minimum: 1, description: "Line in the file, from 1." })),
  column: Type.Optional(Type.Integer({ minimum: 1, description: "Column in the line, from 1." })),
  value: Type.Unsafe<unknown>({ description: "The value." }),
};

const ConfigMention = Type.Object(place, {
  title: "ConfigMention",
  description: "What another file says about a setting.",
  additionalProperties: false,
});

export const ConfigSetting = Type.Object(
  {
    key: Type.String({ description: "Keys from the root, with dots between them." }),
    ...place,
    others: Type.Array(ConfigMention, { description: "What other files say about it, nearest first." }),
  },
  { title: "ConfigSetting", description: "One setting that applies, and where it comes from.", additionalProperties: false },
);

export const ConfigFileListing = Type.Object(
  {
    layer: literals("ConfigFileLayer", "Whose settings it holds.", ["workspace", "user", "organization"]),
    file: Type.String({ description: "Absolute path." }),
    status: literals("ConfigFileStatus", "What came of reading it.", ["read", "absent", "invalid"]),
  },
  { title: "ConfigFileListing", description: "A file that may hold settings.", additionalProperties: false },
);

export const LogEntry = Type.Object(
  {
    time: Type.String({ description: "When, ISO 8601 in UTC." }),
    plugin,
    level: literals("LogLevel", "How bad it is.", ["debug", "info", "warn", "error"]),
    message: Type.String({ description: "The line." }),
    fields: Type.Optional(Type.Record(Type.String(), Type.Unsafe<unknown>({}), { description: "More, as JSON." })),
    pid: Type.Integer({ description: "Process that ran the plugin." }),
  },
  { title: "LogEntry", description: "One line of a plugin's log.", additionalProperties: false },
);
