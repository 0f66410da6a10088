// Reads every import of the sources with a real parser and holds it against the import rules.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { findViolation } from "./import-rules.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const files = ["packages", "examples"]
  .flatMap((area) => readdirSync(join(root, area)).map((name) => `${area}/${name}/src`))
  // An example in another language has no sources of this kind.
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith(".ts") && !/\.d\.ts$|\.gen\.ts$/.test(file));

let imports = 0;
const violations = [];
for (const file of files) {
  for (const { isTypeOnly, specifier } of readImports(file)) {
    imports += 1;
    const violation = findViolation(file, specifier, isTypeOnly);
    if (violation !== undefined) violations.push(`${file} imports ${specifier}: ${violation}`);
  }
}

// A check that sees nothing must not pass, and neither must one that lets a planted violation through.
if (files.length < 50 || imports < 200) throw new Error(`only ${files.length} files with ${imports} imports were found`);
const planted = [
  ["packages/runtime/src/hooks/x.ts", "../hosting/command.ts", false],
  ["packages/runtime/src/hooks/x.ts", "../hosting/broker.ts", false],
  ["packages/runtime/src/observation/x.ts", "../loading/load-street.ts", true],
  ["packages/runtime/src/session.ts", "./loading/lifecycle.ts", false],
  ["packages/runtime/src/calls/x.ts", "../hooks/emit-run.ts", false],
  ["packages/runtime/src/schemas/x.ts", "../capabilities/capability-caller.ts", true],
  ["packages/runtime/src/errors/x.ts", "../calls/call-guard.ts", true],
  ["packages/runtime/src/loading/x.ts", "../tooling/index.ts", true],
  ["packages/manifest/src/x.ts", "node:fs", false],
  ["packages/manifest/src/x.ts", "@kodex/runtime", true],
  ["packages/runtime/src/x.ts", "../../manifest/src/index.ts", false],
  ["examples/agent/src/x.ts", "../../../packages/runtime/src/index.ts", false],
];
for (const [file, specifier, isTypeOnly] of planted)
  if (findViolation(file, specifier, isTypeOnly) === undefined)
    throw new Error(`the planted import of ${specifier} in ${file} was not seen`);

for (const violation of violations) console.error(violation);
console.log(`${imports} imports in ${files.length} files`);
process.exit(violations.length === 0 ? 0 : 1);

function readImports(file) {
  const { errors, module } = parseSync(file, readFileSync(join(root, file), "utf8"));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const statics = module.staticImports.map(({ entries, moduleRequest }) => ({
    specifier: moduleRequest.value,
    isTypeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries
      .filter(({ moduleRequest }) => moduleRequest != null)
      .map(({ isType, moduleRequest }) => ({ specifier: moduleRequest.value, isTypeOnly: isType })),
  );
  const dynamic = [...readFileSync(join(root, file), "utf8").matchAll(/\bimport\("([^"]+)"\)/g)].map(([, specifier]) => ({
    specifier,
    isTypeOnly: false,
  }));
  return [...statics, ...exports, ...dynamic];
}
