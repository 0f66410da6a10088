import { toCanonicalJson } from "../canonical-json.ts";
import type { PermissionKinds } from "../plugin-manifest.ts";
import type { ModelPermission } from "../schema-types.gen.ts";

/**
 * A permission atom: the smallest thing that can be granted, as text `kind:subject:scope`.
 *
 * | kind | form | example |
 * |---|---|---|
 * | fs | `fs:<path>:read` or `:write` | `fs:$workspace/**:read` |
 * | net | `net:<host>:<port>` | `net:api.acme.dev:443` |
 * | env | `env:<name>` | `env:ACME_REGION` |
 * | exec | `exec:<bin>:<arguments as JSON>` | `exec:git:["log","**"]` |
 * | model | `model:<class>:<limits as JSON>` | `model:small:{"tokensPerCall":4000}` |
 * | secret | `secret:<name>:<where>@<host>:<port>` | `secret:ACME_TOKEN:header:authorization@api.acme.dev:443` |
 */
export type PermissionAtom = string;

/** Atoms of a declaration, sorted; its optional part is a declaration of its own. */
export function toPermissionAtoms(permissions: PermissionKinds): readonly PermissionAtom[] {
  const { env, exec, fs, model, net, secrets } = permissions;
  return [
    ...fs.read.map((path) => `fs:${path}:read`),
    ...fs.write.map((path) => `fs:${path}:write`),
    ...net.map((host) => `net:${host}`),
    ...env.map((name) => `env:${name}`),
    ...exec.map(({ args, bin }) => toExecAtom(bin, args)),
    ...(model?.classes ?? []).map((name) => `model:${name}:${toCanonicalJson(toLimits(model))}`),
    ...secrets.flatMap(({ as, hosts, name }) => hosts.map((host) => `secret:${name}:${as}@${host}`)),
  ].sort();
}

/** Atom of a program with its arguments, or patterns of them. */
export function toExecAtom(bin: string, args: readonly string[]): PermissionAtom {
  return `exec:${bin}:${toCanonicalJson(args)}`;
}

function toLimits(model: Omit<ModelPermission, "classes"> | undefined): Record<string, number> {
  const { requestsPerMinute, tokensPerCall, tokensPerSession } = model ?? {};
  return {
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(tokensPerCall === undefined ? {} : { tokensPerCall }),
    ...(tokensPerSession === undefined ? {} : { tokensPerSession }),
  };
}
