import { type DoctorCheck, findClosest } from "@kodex/manifest";
import type { Check, Patient } from "../patient.ts";
import type { PlacedHandler } from "../placed-handler.ts";

/**
 * `before` and `after` that name a plugin which does not exist. An author may well order a plugin against one that is
 * not installed here, so a third party's manifest counts only where the name looks misspelt; what people of this
 * workspace wrote always does. Handlers of the host may come later, so `host:` names are let be.
 */
export const checkConstraints: Check = (patient) => {
  const known = new Set(patient.records.flatMap(({ checked }) => (checked === undefined ? [] : [checked.manifest.name])));
  const own = toOwnPlugins(patient);
  return patient.hooks.flatMap(({ handlers, hook }) =>
    handlers.flatMap((handler) => handler.constraints.flatMap((constraint) => checkConstraint(hook, handler, constraint, { known, own }))),
  );
};

/** What is known of plugins, by name and by `name@version`. */
interface Names {
  readonly known: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
}

function toOwnPlugins({ records }: Patient): ReadonlySet<string> {
  return new Set(records.flatMap(({ candidate, checked }) => (checked !== undefined && candidate.firstParty ? [checked.id] : [])));
}

function checkConstraint(
  hook: string,
  { label, name }: PlacedHandler,
  { kind, origin, other }: PlacedHandler["constraints"][number],
  { known, own }: Names,
): readonly DoctorCheck[] {
  if (known.has(other) || other.startsWith("host:")) return [];
  const closest = findClosest(other, known);
  if (closest === undefined && origin === "manifest" && !own.has(label)) return [];
  const where = origin === "manifest" ? "the manifest" : `plugins.${JSON.stringify(name)}.hooks.${JSON.stringify(hook)} of ${origin}`;
  return [
    {
      id: `constraint.${name}.${hook}.${other}`,
      status: "warn",
      code: "ORDER_PLUGIN_UNKNOWN",
      message: `${label} is to run ${kind} "${other}" in "${hook}" (${origin}), and there is no plugin of that name`,
      hint: closest === undefined ? `Add the plugin "${other}", or remove it from "${kind}" in ${where}.` : `Did you mean "${closest}"?`,
      plugin: label,
    },
  ];
}
