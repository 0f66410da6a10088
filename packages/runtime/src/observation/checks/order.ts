import type { Check } from "../patient.ts";
import { toCheck } from "./to-check.ts";

/** Order constraints that contradict one another, or the tiers. */
export const checkOrder: Check = ({ hooks }) =>
  hooks.flatMap(({ diagnostics, hook }) => diagnostics.map((diagnostic) => toCheck(`order.${hook}`, diagnostic)));
