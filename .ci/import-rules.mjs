// Who may import whom: the rules of docs/architecture.md, as a function of two paths.
import { posix } from "node:path";

/** Packages of ours that each package may import. */
const PACKAGES = {
  manifest: [],
  runtime: ["@kodex/manifest"],
  "create-plugin": ["@kodex/manifest"],
  cli: ["@kodex/manifest", "@kodex/runtime", "@kodex/runtime/tooling", "@kodex/create-plugin"],
};

/** Folders of the runtime that do not know one another. */
const LEAVES = ["hooks", "capabilities", "resilience", "discovery", "admission", "hosting", "observation"];
/** Ports: types that every folder may know. */
const PORTS = [
  "admission/trust-gate.ts",
  "discovery/source.ts",
  "hosting/isolation-backend.ts",
  "hosting/broker.ts",
  "hosting/model-provider.ts",
];

/** Why `file` may not import `specifier`; nothing when it may. Paths are relative to the repository, with slashes. */
export function findViolation(file, specifier, isTypeOnly) {
  const [area, name, folder] = file.split("/");
  if (area === "examples")
    return specifier.startsWith(".") && posix.normalize(posix.join(posix.dirname(file), specifier)).startsWith("packages/")
      ? "examples use the packages as others would"
      : undefined;
  if (area !== "packages" || folder !== "src") return undefined;
  if (specifier.startsWith("@kodex/"))
    return PACKAGES[name]?.includes(specifier) ? undefined : `@kodex/${name} may not import ${specifier}`;
  if (name === "manifest" && (specifier.startsWith("node:") || specifier === "typebox" || specifier.startsWith("ajv")))
    return `@kodex/manifest runs everywhere and starts fast: not ${specifier}`;
  if (!specifier.startsWith(".")) return undefined;
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  if (!target.startsWith(`packages/${name}/`)) return "a package is imported by its name";
  return name === "runtime" ? findLeafViolation(file, target, isTypeOnly) : undefined;
}

function findLeafViolation(file, target, isTypeOnly) {
  const from = toFolder(file);
  const to = toFolder(target);
  if (from === to || !LEAVES.includes(from) || !LEAVES.includes(to)) return undefined;
  const isPort = PORTS.some((port) => target === `packages/runtime/src/${port}`);
  if (isPort && isTypeOnly) return undefined;
  return `${from}/ may not know the inside of ${to}/`;
}

function toFolder(path) {
  return path.split("/")[3] ?? "";
}
