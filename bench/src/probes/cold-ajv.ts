import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import { LARGE_MANIFEST } from "../fixtures/large-manifest.ts";

const file = createRequire(import.meta.url).resolve("@kodex/manifest/schemas/plugin.v1.schema.json");
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(file, "utf8")) as object);
if (!validate(LARGE_MANIFEST)) throw new Error("the manifest is not valid");
