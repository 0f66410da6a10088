// `npm start`: installs and builds what is out of date, then does the main job.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, setUp } from "./setup.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
setUp(root);
build(root, "@kodex-examples/agent");
if (!process.argv.includes("--json"))
  process.on("exit", (code) => {
    if (code === 0) console.log('\nNext: write a plugin of your own, README.md, "Your own plugin in five minutes".');
  });
await import("./main-job.mjs");
