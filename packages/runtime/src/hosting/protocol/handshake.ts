/** Version of the protocol between host and guest. */
export const PROTOCOL_VERSION = 1;

/** What a guest says of itself. */
export interface GuestGreeting {
  /** Hooks that it handles. */
  readonly hooks: readonly string[];
  /** Capabilities that it provides. */
  readonly capabilities: readonly string[];
}

/** Reads the answer to `initialize`; a sentence when it is not one. */
export function readGreeting(answer: unknown): GuestGreeting | string {
  if (typeof answer !== "object" || answer === null) return "the answer to initialize is not an object";
  const { capabilities = [], hooks = [], protocolVersion } = answer as Readonly<Record<string, unknown>>;
  if (protocolVersion !== PROTOCOL_VERSION)
    return `it speaks protocol version ${JSON.stringify(protocolVersion)}, the host ${PROTOCOL_VERSION}`;
  if (!isNames(hooks)) return '"hooks" in the answer to initialize is not a list of names';
  if (!isNames(capabilities)) return '"capabilities" in the answer to initialize is not a list of names';
  return { hooks, capabilities };
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
