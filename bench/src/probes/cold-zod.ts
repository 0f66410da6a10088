import { LARGE_MANIFEST } from "../fixtures/large-manifest.ts";
import { createZodManifest } from "../fixtures/zod-manifest.ts";

if (!createZodManifest().safeParse(LARGE_MANIFEST).success) throw new Error("the manifest is not valid");
