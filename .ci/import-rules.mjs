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
/** What the leaves share: types of theirs may be known there, and nothing that runs. */
const SHARED = "calls";
/** What composes the leaves: known to the composition root alone. */
const COMPOSITION = { folder: "loading", root: "runtime.ts" };
/** What all folders may use, and what uses none of them. */
const BASES = ["schemas", "errors"];
/** What stands on the whole runtime. */
const TOPS = ["tooling", "testing"];
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
  return name === "runtime" ? findFolderViolation(toPlace(file), toPlace(target), isTypeOnly) : undefined;
}

/** `from` and `to` are places in the runtime's sources: of a file at their top, the folder is the file itself. */
function findFolderViolation(from, to, isTypeOnly) {
  if (from.folder === to.folder) return undefined;
  if (to.folder === COMPOSITION.folder)
    return from.path === COMPOSITION.root ? undefined : `only ${COMPOSITION.root} may know the inside of ${to.folder}/`;
  if (TOPS.includes(to.folder)) return `${to.folder}/ stands on the runtime, which does not know it`;
  if (BASES.includes(from.folder) && to.isInFolder && !BASES.includes(to.folder)) return `${from.folder}/ may not know ${to.folder}/`;
  if (!LEAVES.includes(to.folder) || (isTypeOnly && PORTS.includes(to.path))) return undefined;
  if (from.folder === SHARED) return isTypeOnly ? undefined : `${SHARED}/ may know types of ${to.folder}/ only`;
  return LEAVES.includes(from.folder) ? `${from.folder}/ may not know the inside of ${to.folder}/` : undefined;
}

function toPlace(file) {
  const path = file.split("/").slice(3).join("/");
  return { path, folder: path.split("/")[0] ?? "", isInFolder: path.includes("/") };
}
