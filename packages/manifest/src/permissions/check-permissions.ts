import { toPermissionInvalid } from "../diagnostics.ts";
import type { Finding } from "../finding.ts";
import type { OptionalPermissions, Permissions } from "../schema-types.gen.ts";
import { toHostPort } from "./host-port.ts";
import { isGrantableVariable } from "./variable-name.ts";

/** All rules for permissions that need no file system and no network. */
export function checkPermissions(permissions: Permissions | undefined): Finding[] {
  return [...checkKinds(permissions, "/permissions"), ...checkKinds(permissions?.optional, "/permissions/optional")];
}

function checkKinds(permissions: OptionalPermissions | undefined, path: string): Finding[] {
  const { env, exec, fs, net, secrets } = permissions ?? {};
  return [
    ...(["read", "write"] as const).flatMap((scope) =>
      (fs?.[scope] ?? []).flatMap((subject, index) => toFinding(`${path}/fs/${scope}/${index}`, subject, findPathProblem(subject))),
    ),
    ...(net ?? []).flatMap((subject, index) => toFinding(`${path}/net/${index}`, subject, findHostProblem(subject))),
    ...(env ?? []).flatMap((subject, index) => toFinding(`${path}/env/${index}`, subject, findVariableProblem(subject))),
    ...(exec ?? []).flatMap(({ args, bin }, index) => toFinding(`${path}/exec/${index}`, bin, findProgramProblem(bin, args ?? []))),
    ...(secrets ?? []).flatMap(({ hosts }, index) =>
      hosts.flatMap((subject, place) => toFinding(`${path}/secrets/${index}/hosts/${place}`, subject, findHostProblem(subject))),
    ),
  ];
}

function toFinding(path: string, subject: string, problem: string | undefined): Finding[] {
  return problem === undefined ? [] : [toPermissionInvalid(path, subject, problem)];
}

const ROOT = /^\$(?:workspace|plugin|data|cache|tmp|home)(?=\/|$)/;

function findPathProblem(path: string): string | undefined {
  if (!ROOT.test(path)) return "does not begin with $workspace, $plugin, $data, $cache, $tmp or $home";
  if (path !== path.normalize("NFC")) return "is not in Unicode form NFC";
  if (/[\0\\]/.test(path)) return "holds a backslash or a NUL";
  const [, ...segments] = path.split("/");
  const literal = segments.at(-1) === "**" ? segments.slice(0, -1) : segments;
  if (literal.some((segment) => segment === "" || segment === "." || segment === "..")) return 'holds an empty, "." or ".." segment';
  return literal.some((segment) => /[*?[\]{}]/.test(segment)) ? "is neither a literal path nor one with a trailing /**" : undefined;
}

function findHostProblem(host: string): string | undefined {
  return toHostPort(host) === undefined
    ? "is not host:port; a wildcard may only be the whole left-most label, above at least two labels"
    : undefined;
}

function findVariableProblem(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return "is not the exact name of a variable";
  return isGrantableVariable(name) ? undefined : "may never be granted";
}

function findProgramProblem(bin: string, args: readonly string[]): string | undefined {
  if (!/^[A-Za-z0-9_.+-]+$/.test(bin) || bin === "." || bin === "..") return "is not the bare name of a program";
  return args.slice(0, -1).includes("**") ? "has ** before its last argument" : undefined;
}
