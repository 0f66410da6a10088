import type { Suite } from "./suite.ts";
import { capabilitySuite } from "./suites/capabilities.ts";
import { dispatchSuite } from "./suites/dispatch.ts";
import { loadingSuite } from "./suites/loading.ts";
import { startUpSuite } from "./suites/start-up.ts";
import { validationSuite } from "./suites/validation.ts";

/** Every suite, in the order of the report. */
export const SUITES: readonly Suite[] = [dispatchSuite, startUpSuite, loadingSuite, validationSuite, capabilitySuite];
