import { toCanonicalJson } from "../canonical-json.ts";
import { sortRecord, toSortedSet } from "../json/sorted.ts";
import type { PermissionDeclaration, PermissionKinds } from "../plugin-manifest.ts";
import type { OptionalPermissions, Permissions } from "../schema-types.gen.ts";

/** A declaration with every default filled and every list sorted. */
export function toPermissionDeclaration(permissions: Permissions | undefined): PermissionDeclaration {
  return {
    ...permissions,
    ...toKinds(permissions),
    hooks: sortRecord(permissions?.hooks ?? {}, ({ fields, ...others }) => ({ ...others, fields: toSortedSet(fields) })),
    optional: { ...permissions?.optional, ...toKinds(permissions?.optional) },
    reasons: sortRecord(permissions?.reasons ?? {}, (reason) => reason),
  };
}

function toKinds(permissions: OptionalPermissions | undefined): PermissionKinds {
  const { env, exec, fs, model, net, secrets } = permissions ?? {};
  return {
    fs: { ...fs, read: toSortedSet(fs?.read), write: toSortedSet(fs?.write) },
    net: toSortedSet(net),
    env: toSortedSet(env),
    exec: sortByText((exec ?? []).map((program) => ({ ...program, args: program.args ?? [] }))),
    ...(model === undefined ? {} : { model: { ...model, classes: toSortedSet(model.classes) } }),
    secrets: sortByText((secrets ?? []).map((secret) => ({ ...secret, hosts: toSortedSet(secret.hosts) }))),
  };
}

/** In order of their canonical text, each once. */
function sortByText<Item>(items: readonly Item[]): Item[] {
  const byText = new Map(items.map((item) => [toCanonicalJson(item), item]));
  return [...byText.keys()].sort().map((text) => byText.get(text) as Item);
}
