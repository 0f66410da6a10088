import type { CheckStatus, DoctorCheck, DoctorReport } from "@kodex/manifest";
import { checkBlocking } from "./checks/blocking.ts";
import { checkCapabilities } from "./checks/capabilities.ts";
import { checkConstraints } from "./checks/constraints.ts";
import { checkEvents } from "./checks/events.ts";
import { checkGrants } from "./checks/grants.ts";
import { checkIsolation } from "./checks/isolation.ts";
import { checkLateness } from "./checks/lateness.ts";
import { checkManifestIndex } from "./checks/manifest-index.ts";
import { checkManifests } from "./checks/manifests.ts";
import { checkNodeVersion } from "./checks/node-version.ts";
import { checkOrder } from "./checks/order.ts";
import { checkPlugins } from "./checks/plugins.ts";
import { checkSchemas } from "./checks/schemas.ts";
import { checkSettings } from "./checks/settings.ts";
import { checkSources } from "./checks/sources.ts";
import { checkTimeouts } from "./checks/timeouts.ts";
import type { Check, Patient } from "./patient.ts";
import { toPluginListing } from "./plugin-list.ts";

/** Everything that is looked at, in the order of the report. */
const CHECKS: readonly Check[] = [
  checkNodeVersion,
  checkManifestIndex,
  checkPlugins,
  checkManifests,
  checkSources,
  checkSettings,
  checkTimeouts,
  checkOrder,
  checkConstraints,
  checkEvents,
  checkCapabilities,
  checkSchemas,
  checkGrants,
  checkIsolation,
  checkLateness,
  checkBlocking,
];

/** The verdict on a runtime and its plugins. Each check has an id of its own, the same at each visit. */
export function examine(patient: Patient): DoctorReport {
  const checks = withUniqueIds(CHECKS.flatMap((check) => check(patient)));
  const plugins = patient.records.map(toPluginListing);
  const countChecks = (wanted: CheckStatus): number => checks.filter(({ status }) => status === wanted).length;
  const countPlugins = (wanted: string): number => plugins.filter(({ status }) => status === wanted).length;
  const fail = countChecks("fail");
  return {
    healthy: fail === 0,
    checks,
    ledger: patient.ledger,
    summary: {
      plugins: plugins.length,
      loaded: countPlugins("loaded"),
      skipped: countPlugins("skipped"),
      failed: countPlugins("error"),
      pass: countChecks("pass"),
      warn: countChecks("warn"),
      fail,
    },
  };
}

/** Two plugins may have one name, and two findings one place: the second is `id#2`. */
function withUniqueIds(checks: readonly DoctorCheck[]): readonly DoctorCheck[] {
  const seen = new Map<string, number>();
  return checks.map((check) => {
    const count = (seen.get(check.id) ?? 0) + 1;
    seen.set(check.id, count);
    return count === 1 ? check : { ...check, id: `${check.id}#${count}` };
  });
}
