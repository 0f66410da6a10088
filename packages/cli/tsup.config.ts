import { defineConfig } from "tsup";

/** Loaded at need and large: they stay packages of their own. The scaffolder brings its templates along. */
const external = ["@kodex/create-plugin", "ajv", "jiti", "jsonc-parser", "minisearch", "npm-packlist", "re2js"];

export default defineConfig({
  entry: { kodex: "src/kodex.ts" },
  format: "esm",
  target: "node20",
  platform: "node",
  splitting: true,
  clean: true,
  // Half the text to read and parse at start; names stay, for the sake of stack traces.
  esbuildOptions: (options) => void Object.assign(options, { minifyWhitespace: true, minifySyntax: true }),
  // One file to read and parse at start instead of dozens.
  noExternal: [/^(?!@kodex\/create-plugin$|ajv|jiti|jsonc-parser|minisearch|npm-packlist|re2js)/],
  external: external.flatMap((name) => [name, new RegExp(`^${name}/`)]),
  banner: { js: `import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);` },
});
