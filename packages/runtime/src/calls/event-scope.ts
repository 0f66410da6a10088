/** What an envelope says of where a call comes from. */
export interface EventScope {
  /** Session that it belongs to. */
  readonly sessionId?: string;
  /** Turn that it belongs to. */
  readonly turnId?: string;
  /** Agent that it belongs to. */
  readonly agentId?: string;
  /** Folder of the session. Default: the runtime's. */
  readonly cwd?: string;
}

/** The scope alone, without whatever else the options hold. */
export function toEventScope({ agentId, cwd, sessionId, turnId }: EventScope): EventScope {
  return {
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(turnId === undefined ? {} : { turnId }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(cwd === undefined ? {} : { cwd }),
  };
}
