import { toPayloadInvalid } from "../errors.ts";
import type { SchemaCompiler, ValueCheck } from "../schemas/schema-compiler.ts";
import type { ResultCheck } from "./answer.ts";

/** JSON Schemas of an event beyond the vocabulary. */
export interface EventSchemas {
  /** What its payload must fit. */
  readonly payload?: boolean | Readonly<Record<string, unknown>> | undefined;
  /** What its handlers' results must fit. */
  readonly result?: boolean | Readonly<Record<string, unknown>> | undefined;
}

/** The schemas of one event, compiled at its first emit. */
export interface EventChecks {
  /** Whether the schemas are compiled. */
  readonly isReady: boolean;
  /** Compiles the schemas, once. @throws CapabilityError with code SCHEMA_REFUSED */
  prepare(): Promise<void>;
  /** @throws HookExecutionError with code PAYLOAD_INVALID */
  assertPayload(payload: unknown): void;
  /** Says what is wrong with a result. Fits everything until the schemas are compiled. */
  readonly checkResult: ResultCheck;
}

/** Checks of an event that has schemas. */
export function createEventChecks(event: string, schemas: EventSchemas, compiler: SchemaCompiler): EventChecks {
  let checks: { readonly payload: ValueCheck; readonly result: ValueCheck } | undefined;
  let preparing: Promise<void> | undefined;

  async function prepare(): Promise<void> {
    const [payload, result] = await Promise.all([compiler.compile(schemas.payload ?? true), compiler.compile(schemas.result ?? true)]);
    checks = { payload, result };
  }

  return {
    get isReady() {
      return checks !== undefined;
    },
    prepare: () => (preparing ??= prepare()),
    assertPayload(payload) {
      const problems = checks?.payload(payload) ?? [];
      if (problems.length > 0) throw toPayloadInvalid(event, problems);
    },
    checkResult(result) {
      const problems = checks?.result(result) ?? [];
      return problems.length === 0 ? undefined : problems.join("; ");
    },
  };
}
