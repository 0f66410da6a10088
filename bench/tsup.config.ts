import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/main.ts", "src/probes/*.ts"],
  format: "esm",
  target: "node20",
  platform: "node",
  splitting: true,
  clean: true,
});
