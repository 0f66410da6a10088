import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests run on the sources; with `KODEX_TEST_TARGET=dist` the same tests run on what was built. */
const onSources = process.env["KODEX_TEST_TARGET"] !== "dist";

const { compilerOptions } = JSON.parse(readFileSync(new URL("tsconfig.base.json", import.meta.url), "utf8")) as {
  compilerOptions: { paths: Record<string, [string]> };
};

export default defineConfig({
  resolve: {
    alias: onSources
      ? Object.entries(compilerOptions.paths).map(([name, [path]]) => ({
          find: new RegExp(`^${name}$`),
          replacement: fileURLToPath(new URL(path, import.meta.url)),
        }))
      : [],
  },
  test: {
    include: ["test/**/*.test.ts"],
    pool: "threads",
    testTimeout: 60_000,
    // End-to-end tests pack and install every package before they begin.
    hookTimeout: 120_000,
    // Plugins of temporary workspaces are imported by Node itself, as a host would, and not by Vite.
    server: { deps: { external: [/\/kodex-test-\w+\//] } },
    reporters: ["default", "json"],
    outputFile: { json: ".reports/vitest.json" },
  },
});
