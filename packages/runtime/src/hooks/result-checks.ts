import { type SchemaValidator, toResultProblems } from "@kodex/manifest";
import type { ResultCheck } from "./answer.ts";

/** Checks of what handlers of the vocabulary's hooks return. Their code is large, and waits for somebody who may return something. */
export interface ResultChecks {
  /** Whether they are loaded. */
  readonly isReady: boolean;
  /** Loads them, once. */
  prepare(): Promise<void>;
  /** The check for a hook; undefined for a hook whose results have no schema. Only when they are loaded. */
  find(hook: string): ResultCheck | undefined;
}

/** Checks with the validators that `load` gives, by hook. */
export function createResultChecks(load: () => Promise<Readonly<Record<string, SchemaValidator>>>): ResultChecks {
  let validators: Readonly<Record<string, SchemaValidator>> | undefined;
  let preparing: Promise<void> | undefined;

  async function prepare(): Promise<void> {
    validators = await load();
  }

  return {
    get isReady() {
      return validators !== undefined;
    },
    prepare: () => (preparing ??= prepare()),
    find(hook) {
      const validate = validators?.[hook];
      // Ajv validators keep their findings on themselves: read at once, before the next call.
      return validate === undefined ? undefined : (result) => toSentence(toResultProblems(validate, result));
    },
  };
}

function toSentence(problems: readonly string[]): string | undefined {
  return problems.length === 0 ? undefined : problems.join("; ");
}
