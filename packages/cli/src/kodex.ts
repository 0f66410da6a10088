#!/usr/bin/env node
import module from "node:module";
import { main } from "./main.ts";

// Node 20 has no compile cache; where there is one, the second start reads compiled code.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

process.exitCode = await main(process.argv.slice(2), process);
