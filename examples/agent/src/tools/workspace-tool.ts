import type { ToolDescription } from "../model/model-port.ts";

/** Something that the model may call. */
export interface WorkspaceTool extends ToolDescription {
  /** Does it. @throws Error for input that does not fit, for a path outside the workspace, or the system's error */
  run(input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string>;
}

/** Longest result of a tool, in characters. */
export const MAX_RESULT = 20_000;

/** The schema of an input whose texts are all required. */
export function toTextInput(properties: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return {
    type: "object",
    additionalProperties: false,
    required: Object.keys(properties),
    properties: Object.fromEntries(Object.entries(properties).map(([name, description]) => [name, { type: "string", description }])),
  };
}

/** A text of the input. @throws TypeError when it is none */
export function readText(input: Readonly<Record<string, unknown>>, name: string): string {
  const value = input[name];
  if (typeof value !== "string") throw new TypeError(`"${name}" must be a text`);
  return value;
}
