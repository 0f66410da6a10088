import { checkManifest } from "@kodex/manifest";
import { LARGE_MANIFEST } from "../fixtures/large-manifest.ts";

if (checkManifest(LARGE_MANIFEST).some(({ severity }) => severity === "error")) throw new Error("the manifest is not valid");
