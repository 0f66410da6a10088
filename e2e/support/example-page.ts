import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkManifest } from "@kodex/manifest";
import { type Example, extractExamples } from "./extract-examples.ts";
import { type Outcome, runProgram } from "./run-program.ts";
import { ROOT } from "./workspace.ts";

const TSCONFIG = {
  compilerOptions: {
    target: "es2023",
    lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"],
    module: "nodenext",
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    skipLibCheck: true,
  },
  include: ["**/*.ts", "**/*.mts", "**/*.js", "**/*.mjs"],
};
/** Node 20 runs no TypeScript by itself. */
const LOADER = import.meta.resolve("tsx");

/** The examples of one page, in a scratch folder of their own below a folder with the packages. */
export interface ExamplePage {
  readonly examples: readonly Example[];
  /** Compiles every script of the page together. */
  compile(): Promise<Outcome>;
  /** Runs one example in the page's folder, with the packages' commands on the path. */
  run(example: Example): Promise<Outcome>;
  /** What is wrong with an example that is a manifest. */
  checkManifest(example: Example): readonly string[];
}

/** Writes the examples of a page into `folder`; a `node_modules` beside or above it has the packages. */
export function createExamplePage(markdownFile: string, folder: string, modules: string): ExamplePage {
  const examples = extractExamples(readFileSync(markdownFile, "utf8"));
  const files = { "package.json": toJson({ private: true, type: "module" }), "tsconfig.json": toJson(TSCONFIG) };
  for (const [file, text] of [...Object.entries(files), ...examples.map(({ code, file }) => [file, code] as const)]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const path = `${join(modules, ".bin")}:${process.env["PATH"]}`;
  // What an example keeps stays beside it, and nobody's own settings reach it.
  const home = join(folder, ".kodex-home");
  const env = { ...process.env, PATH: path, NO_COLOR: "1", KODEX_HOME: home, KODEX_CONFIG_HOME: home };
  return {
    examples,
    compile: () => runProgram(join(ROOT, "node_modules/.bin/tsc"), ["-p", "."], folder),
    run: ({ file, run }) =>
      run === "shell"
        ? runProgram("bash", ["-eu", file], folder, env)
        : runProgram(process.execPath, ["--import", LOADER, file], folder, env),
    checkManifest: ({ code }) =>
      checkManifest(code)
        .filter(({ severity }) => severity === "error")
        .map(({ message }) => message),
  };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
