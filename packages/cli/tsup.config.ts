import { defineConfig } from "tsup";

export default defineConfig({
  entry: { kodex: "src/kodex.ts" },
  format: "esm",
  target: "node20",
  platform: "node",
  splitting: true,
  sourcemap: true,
  clean: true,
});
