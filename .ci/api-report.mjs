// The public API of every entry point as a committed report: `api/<entry>.api.md`. Fails when a report no longer says
// what is built; `--update` writes them anew.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const isUpdate = process.argv.includes("--update");
let reports = 0;
let stale = 0;
for (const name of readdirSync(join(root, "packages"))) {
  const folder = join(root, "packages", name);
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  for (const [entry, target] of Object.entries(exports))
    if (typeof target === "object") check(folder, entry === "." ? "index" : entry.slice(2), join(folder, target.types));
}
if (reports < 5) throw new Error(`only ${reports} entry points were found`);
console.log(`${reports} entry points`);
process.exit(stale === 0 ? 0 : 1);

function check(folder, entry, types) {
  reports += 1;
  if (!existsSync(types)) throw new Error(`${types} is missing: build first`);
  mkdirSync(join(folder, "api"), { recursive: true });
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: types,
      newlineKind: "lf",
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: "es2022",
            lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"],
            module: "nodenext",
            moduleResolution: "nodenext",
            types: ["node"],
            skipLibCheck: true,
          },
        },
      },
      apiReport: {
        enabled: true,
        reportFolder: join(folder, "api"),
        reportTempFolder: join(folder, ".reports"),
        reportFileName: `${entry}.api.md`,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        // House style writes @throws with codes and prose; release tags are not used.
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: isUpdate,
    showVerboseMessages: false,
    messageCallback: (message) => (message.handled = true),
  });
  if (!apiReportChanged || isUpdate) return;
  stale += 1;
  console.error(`the API of ${entry} in ${folder} has changed: look at it, then run \`pnpm api:update\``);
}
