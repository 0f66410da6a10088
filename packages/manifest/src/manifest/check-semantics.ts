import coerce from "semver/functions/coerce.js";
import parseSemver from "semver/functions/parse.js";
import validRange from "semver/ranges/valid.js";
import {
  toCapabilityIdInvalid,
  toEntryAmbiguous,
  toEntryMissing,
  toEntryNotAllowed,
  toEntryOutside,
  toEventNameInvalid,
  toFieldUnknown,
  toHookHostOnly,
  toHookUnknown,
  toMatchPatternInvalid,
  toNameInvalid,
  toPlatformInvalid,
  toPluginSchemaInvalid,
  toRangeInvalid,
  toTimeoutSuspicious,
  toVersionInvalid,
} from "../diagnostics.ts";
import { findClosest } from "../find-closest.ts";
import type { Finding } from "../finding.ts";
import type { HookSpec } from "../hooks/hook-spec.ts";
import { toPointer } from "../json/pointer.ts";
import { checkPermissions } from "../permissions/check-permissions.ts";
import type { HookEntry, MatchValue } from "../schema-types.gen.ts";
import { checkDeprecations } from "./check-deprecations.ts";
import { checkPluginSchema } from "./check-plugin-schema.ts";
import type { ExpandedManifest } from "./expand-manifest.ts";
import { toKnownHooks } from "./hook-defaults.ts";
import type { ManifestOptions } from "./manifest-options.ts";
import { checkPluginName, isPluginName } from "./plugin-name.ts";

/** Everything about a manifest that its schema cannot say. Keys that violated the schema have been taken out before. */
export function checkSemantics(manifest: Partial<ExpandedManifest>, who: string, options: ManifestOptions): Finding[] {
  const hooks = toKnownHooks(options.hooks ?? {}, manifest.events ?? {});
  return [
    ...(manifest.name === undefined ? [] : checkPluginName(manifest.name, options.knownNames ?? [])),
    ...checkVersion(manifest.version, "/version"),
    ...checkRange(manifest.engines?.kodex, "/engines/kodex"),
    ...checkEntry(manifest, who, options.embedded === true),
    ...(manifest.platforms ?? []).flatMap((platform, index) =>
      PLATFORM.test(platform) ? [] : [toPlatformInvalid(`/platforms/${index}`, platform)],
    ),
    ...Object.entries(manifest.hooks ?? {}).flatMap(([hook, entry]) => checkHook(hook, entry, who, hooks)),
    ...Object.keys(manifest.events ?? {}).flatMap((event) =>
      event.startsWith(`${manifest.name}:`) && event.length > `${manifest.name}:`.length
        ? []
        : [toEventNameInvalid(who, toPointer("/events", event), event, `${manifest.name ?? ""}:`)],
    ),
    ...Object.entries(manifest.capabilities ?? {}).flatMap(([id, entry]) => [
      ...checkCapabilityId(who, "/capabilities", id),
      ...checkVersion(entry.version, `${toPointer("/capabilities", id)}/version`),
    ]),
    ...checkRequirements(manifest.requires, who, "/requires"),
    ...checkRequirements(manifest.requires?.optional, who, "/requires/optional"),
    ...Object.keys(manifest.budgets ?? {}).flatMap((hook) => checkHookName(hook, toPointer("/budgets", hook), who, hooks)),
    ...checkPermissions(manifest.permissions),
    ...checkSchemas(manifest, who),
    ...checkDeprecations(manifest, who, { hooks, apiVersion: options.apiVersion }),
  ];
}

const PLATFORM = /^(?:linux|darwin|win32|freebsd)(?:-(?:x64|arm64|ia32|arm))?$/;
const CAPABILITY_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/;

function checkVersion(version: string | undefined, path: string): Finding[] {
  if (version === undefined || parseSemver(version)?.raw === version) return [];
  return [toVersionInvalid(path, version, coerce(version)?.version)];
}

function checkRange(range: string | undefined, path: string): Finding[] {
  return range === undefined || validRange(range) !== null ? [] : [toRangeInvalid(path, range)];
}

function checkEntry({ command, main }: Partial<ExpandedManifest>, who: string, embedded: boolean): Finding[] {
  if (embedded)
    return [
      ...(main === undefined ? [] : [toEntryNotAllowed(who, "main")]),
      ...(command === undefined ? [] : [toEntryNotAllowed(who, "command")]),
    ];
  if (main === undefined) return command === undefined ? [toEntryMissing(who)] : [];
  if (command !== undefined) return [toEntryAmbiguous(who)];
  const leaves = main.startsWith("/") || /^[A-Za-z]:/.test(main) || /[\\\0]/.test(main) || main.split("/").includes("..");
  return leaves ? [toEntryOutside(who, main)] : [];
}

function checkHookName(hook: string, path: string, who: string, hooks: ReadonlyMap<string, HookSpec>): Finding[] {
  const spec = hooks.get(hook);
  if (spec !== undefined) return spec.hostOnly ? [toHookHostOnly(who, path, hook)] : [];
  // Another plugin's event: whether that plugin is there is for admission to find out.
  const [owner, moment] = splitEvent(hook);
  return moment !== "" && isPluginName(owner) ? [] : [toHookUnknown(who, path, hook, findClosest(hook, hooks.keys()))];
}

function splitEvent(event: string): [owner: string, moment: string] {
  const colon = event.indexOf(":");
  return colon < 0 ? [event, ""] : [event.slice(0, colon), event.slice(colon + 1)];
}

function checkHook(hook: string, entry: HookEntry, who: string, hooks: ReadonlyMap<string, HookSpec>): Finding[] {
  const path = toPointer("/hooks", hook);
  const spec = hooks.get(hook);
  return [
    ...checkHookName(hook, path, who, hooks),
    ...(entry.timeoutMs !== undefined && entry.timeoutMs < 50
      ? [toTimeoutSuspicious(`${who}, hook "${hook}",`, `${path}/timeoutMs`, entry.timeoutMs)]
      : []),
    ...(["before", "after"] as const).flatMap((side) =>
      (entry[side] ?? []).flatMap((name, index) =>
        isPluginName(name) ? [] : [toNameInvalid(`${path}/${side}/${index}`, name, undefined)],
      ),
    ),
    ...Object.entries(entry.match ?? {}).flatMap(([field, value]) =>
      checkMatch(toPointer(`${path}/match`, field), value, { who, hook, field, spec }),
    ),
    ...(entry.fields ?? []).flatMap((field, index) =>
      spec === undefined || spec.fields.includes(field)
        ? []
        : [toFieldUnknown(`${path}/fields/${index}`, { who, hook, field, closest: findClosest(field, spec.fields) })],
    ),
  ];
}

function checkMatch(
  path: string,
  value: MatchValue,
  subject: { readonly who: string; readonly hook: string; readonly field: string; readonly spec: HookSpec | undefined },
): Finding[] {
  const { field, spec } = subject;
  const patterns = typeof value === "string" ? [value] : value;
  return [
    ...(spec === undefined || spec.fields.includes(field)
      ? []
      : [toFieldUnknown(path, { ...subject, closest: findClosest(field, spec.fields) })]),
    ...patterns.flatMap((pattern) => (pattern.slice(1, -1).includes("*") ? [toMatchPatternInvalid(path, pattern)] : [])),
  ];
}

function checkCapabilityId(who: string, parent: string, id: string): Finding[] {
  return CAPABILITY_ID.test(id) ? [] : [toCapabilityIdInvalid(who, toPointer(parent, id), id)];
}

/** The JSON Schemas that a plugin brings. */
function checkSchemas({ capabilities, config, events }: Partial<ExpandedManifest>, who: string): Finding[] {
  const schemas = [
    ...Object.entries(capabilities ?? {}).flatMap(([id, { input, output }]) => {
      const path = toPointer("/capabilities", id);
      return [[`${path}/input`, input] as const, [`${path}/output`, output] as const];
    }),
    ...Object.entries(events ?? {}).flatMap(([event, { payload, result }]) => {
      const path = toPointer("/events", event);
      return [[`${path}/payload`, payload] as const, [`${path}/result`, result] as const];
    }),
    ["/config", config] as const,
  ];
  const type = config?.["type"];
  return [
    ...(type === undefined || type === "object"
      ? []
      : [
          toPluginSchemaInvalid(
            who,
            "/config",
            `has the type ${JSON.stringify(type)}, where "object" is expected`,
            'Write "object" for "type".',
          ),
        ]),
    ...schemas.flatMap(([path, schema]) => (schema === undefined ? [] : checkPluginSchema(schema, path, who))),
  ];
}

function checkRequirements(
  requires: { readonly plugins?: Readonly<Record<string, string>>; readonly capabilities?: Readonly<Record<string, string>> } | undefined,
  who: string,
  path: string,
): Finding[] {
  return [
    ...Object.entries(requires?.plugins ?? {}).flatMap(([name, range]) => [
      ...(isPluginName(name) ? [] : [toNameInvalid(toPointer(`${path}/plugins`, name), name, undefined)]),
      ...checkRange(range, toPointer(`${path}/plugins`, name)),
    ]),
    ...Object.entries(requires?.capabilities ?? {}).flatMap(([id, range]) => [
      ...checkCapabilityId(who, `${path}/capabilities`, id),
      ...checkRange(range, toPointer(`${path}/capabilities`, id)),
    ]),
  ];
}
