// Validators of the same manifest: `validate <rounds> <timeMs>`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { checkManifest } from "@kodex/manifest";
import { Ajv2020 } from "ajv/dist/2020.js";
import { LARGE_MANIFEST } from "../fixtures/large-manifest.ts";
import { createZodManifest } from "../fixtures/zod-manifest.ts";
import { timeContenders } from "../measure/time-contenders.ts";

const [rounds = "3", timeMs = "100"] = process.argv.slice(2);
const text = JSON.stringify(LARGE_MANIFEST);
const zod = createZodManifest();
const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("@kodex/manifest/schemas/plugin.v1.schema.json"), "utf8"),
) as object;
const ajv = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const problems = checkManifest(LARGE_MANIFEST).filter(({ severity }) => severity === "error");
if (problems.length > 0 || !zod.safeParse(LARGE_MANIFEST).success || !ajv(LARGE_MANIFEST))
  throw new Error("the manifest is not valid for every contender");
const contenders = {
  "JSON.parse": () => JSON.parse(text) as unknown,
  "ajv, compiled at run time": () => ajv(LARGE_MANIFEST),
  "zod 4": () => zod.safeParse(LARGE_MANIFEST),
  "kodex checkManifest, a value": () => checkManifest(LARGE_MANIFEST),
  "kodex checkManifest, a text": () => checkManifest(text),
};
process.stdout.write(JSON.stringify(await timeContenders(contenders, { batch: 20, rounds: Number(rounds), timeMs: Number(timeMs) })));
