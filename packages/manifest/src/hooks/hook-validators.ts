import type { Finding } from "../finding.ts";
import type { Diagnostic } from "../schema-types.gen.ts";
import { toSchemaFindings } from "../validation/schema-findings.ts";
import type { SchemaValidator } from "../validation/schema-validator.ts";
import { toDiagnostics } from "../validation/to-diagnostics.ts";

/** Validators of every hook's result, by name. Loaded on demand: they are larger than all the rest. */
export async function loadResultValidators(): Promise<Readonly<Record<string, SchemaValidator>>> {
  return (await import("../validation/result-validators.gen.js")).resultValidators;
}

/** Validators of every hook's payload, by name. Loaded on demand. */
export async function loadPayloadValidators(): Promise<Readonly<Record<string, SchemaValidator>>> {
  return (await import("../validation/payload-validators.gen.js")).payloadValidators;
}

/** What is wrong with the payload of a hook of the vocabulary; nothing for other hooks. */
export async function checkPayload(hook: string, payload: unknown): Promise<readonly Diagnostic[]> {
  const validators = await loadPayloadValidators();
  const validator = Object.hasOwn(validators, hook) ? validators[hook] : undefined;
  const findings: readonly Finding[] =
    validator === undefined ? [] : toSchemaFindings(validator, payload, { who: `the payload of "${hook}"`, knownKeys: {} });
  return toDiagnostics(findings, {});
}

/** What is wrong with a handler's result, a sentence each; nothing when it fits. */
export function toResultProblems(validator: SchemaValidator, result: unknown): readonly string[] {
  return toSchemaFindings(validator, result, { who: "the result", knownKeys: {} }).map(({ message }) => message);
}
