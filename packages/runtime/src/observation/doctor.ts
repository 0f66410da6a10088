import type { Diagnostic, DoctorCheck, DoctorReport, LedgerEntry, PluginListing } from "@kodex/manifest";
import satisfies from "semver/functions/satisfies.js";
import type { SchemaProblem } from "./schema-check.ts";

/** What the doctor looks at. */
export interface Patient {
  /** Version of Node. */
  readonly nodeVersion: string;
  /** Every plugin that was seen, with its status after everything was activated. */
  readonly plugins: readonly PluginListing[];
  /** Places that hold no readable plugin. */
  readonly ledger: readonly LedgerEntry[];
  /** Warnings of manifests. */
  readonly manifestWarnings: readonly Diagnostic[];
  /** Order constraints that could not be honoured. */
  readonly orderWarnings: readonly Diagnostic[];
  /** Entries of plugins that wait for events that nobody emits. */
  readonly unknownHooks: readonly LedgerEntry[];
  /** JSON Schemas of plugins that cannot be used. */
  readonly schemaProblems: readonly SchemaProblem[];
  /** Answers that came after their deadline: `plugin` in `hook`, how often. */
  readonly late: readonly { readonly plugin: string; readonly hook: string; readonly count: number }[];
  /** What is worth knowing about the runtime itself. */
  readonly notes: readonly { readonly id: string; readonly message: string; readonly hint: string }[];
}

const NODE_RANGE = ">=20.19";

/** The verdict on a runtime and its plugins. */
export function examine(patient: Patient): DoctorReport {
  const checks = [
    checkNode(patient.nodeVersion),
    ...patient.plugins.map((plugin) => checkPlugin(plugin, patient.ledger)),
    ...patient.manifestWarnings.map((warning, index) => toWarning(`manifest.${index + 1}`, warning)),
    ...patient.orderWarnings.map((warning, index) => toWarning(`order.${index + 1}`, warning)),
    ...patient.unknownHooks.map((entry): DoctorCheck => ({
      id: `hooks.${entry.plugin}`,
      status: "warn",
      plugin: entry.plugin,
      message: `${entry.plugin} has ${entry.message}`,
      ...(entry.code === undefined ? {} : { code: entry.code }),
      ...(entry.hint === undefined ? {} : { hint: entry.hint }),
    })),
    ...patient.plugins.filter(isUnfenced).map(toIsolationWarning),
    ...patient.schemaProblems.map(({ part, plugin, reason }, index): DoctorCheck => ({
      id: `schema.${index + 1}`,
      status: "fail",
      code: "SCHEMA_REFUSED",
      plugin,
      message: `${plugin} has no usable schema for ${part}: ${reason}`,
      hint: "Mend the schema in the manifest.",
    })),
    ...patient.late.map(({ count, hook, plugin }): DoctorCheck => ({
      id: `late.${plugin}.${hook}`,
      status: "warn",
      code: "HANDLER_LATE",
      plugin,
      message: `${plugin} answered "${hook}" after its deadline ${count} times`,
      hint: `Raise "timeoutMs" of "${hook}", or let the handler heed ctx.signal.`,
    })),
    ...patient.notes.map((note): DoctorCheck => ({ ...note, status: "warn" })),
  ];
  const count = (status: DoctorCheck["status"]): number => checks.filter((check) => check.status === status).length;
  const total = (status: PluginListing["status"]): number => patient.plugins.filter((plugin) => plugin.status === status).length;
  return {
    healthy: count("fail") === 0,
    checks,
    ledger: patient.ledger,
    summary: {
      plugins: patient.plugins.length,
      loaded: total("loaded"),
      skipped: total("skipped"),
      failed: total("error"),
      pass: count("pass"),
      warn: count("warn"),
      fail: count("fail"),
    },
  };
}

function checkNode(version: string): DoctorCheck {
  const fits = satisfies(version, NODE_RANGE, { includePrerelease: true });
  if (fits) return { id: "node.version", status: "pass", message: `Node ${version} is supported` };
  return {
    id: "node.version",
    status: "fail",
    code: "NODE_UNSUPPORTED",
    message: `Node ${version} is older than ${NODE_RANGE}`,
    hint: "Install Node 20.19 or later.",
  };
}

function checkPlugin(plugin: PluginListing, ledger: readonly LedgerEntry[]): DoctorCheck {
  const id = plugin.version === "" ? plugin.name : `${plugin.name}@${plugin.version}`;
  const place = { plugin: id, ...(plugin.file === "" ? {} : { file: plugin.file }) };
  if (plugin.status === "loaded")
    return {
      id: `plugin.${plugin.name}`,
      status: "pass",
      message: `${id} works: ${plugin.hooks.length} hooks, ${plugin.capabilities.length} capabilities`,
      ...place,
    };
  const hint = ledger.findLast(
    (entry) => entry.outcome !== "loaded" && entry.code === plugin.code && (entry.file ?? "") === plugin.file,
  )?.hint;
  return {
    id: `plugin.${plugin.name}`,
    status: plugin.status === "error" ? "fail" : "warn",
    message: plugin.reason ?? `${id} was not loaded`,
    ...(hint === undefined ? {} : { hint }),
    ...(plugin.code === undefined ? {} : { code: plugin.code }),
    ...place,
  };
}

function toWarning(id: string, { code, file, hint, message, plugin }: Diagnostic): DoctorCheck {
  return {
    id,
    status: "warn",
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(plugin === undefined ? {} : { plugin }),
    ...(file === undefined ? {} : { file }),
  };
}

function isUnfenced({ isolation, status, trust }: PluginListing): boolean {
  return status === "loaded" && isolation === "in-process" && trust !== "workspace";
}

function toIsolationWarning({ name, version }: PluginListing): DoctorCheck {
  return {
    id: `isolation.${name}`,
    status: "warn",
    code: "ISOLATION_NONE",
    plugin: `${name}@${version}`,
    message: `${name}@${version} is third-party and runs in-process, with the host's rights`,
    hint: "Register an isolation backend, or review the plugin and keep it in the workspace.",
  };
}
