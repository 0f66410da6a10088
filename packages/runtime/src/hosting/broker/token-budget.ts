import type { ModelRequest } from "../../plugin.ts";

/** Tokens that calls may use. */
export interface TokenLimits {
  /** Most tokens one call may use. */
  readonly tokensPerCall?: number;
  /** Most tokens all calls may use together. */
  readonly tokensPerSession?: number;
}

/** Tokens of one session of one plugin. */
export interface TokenBudget {
  /** Sets tokens aside for a call; a reason, in half a sentence, when there are not enough. */
  reserve(request: ModelRequest, limits: TokenLimits): Reservation | string;
}

/** Tokens that are set aside for one call. One that is never settled stays spent. */
export interface Reservation {
  /** Most tokens that the answer may have; undefined when nothing limits it. */
  readonly maxTokens: number | undefined;
  /** Gives back what was not used. Once. */
  settle(usedTokens: number): void;
}

/** Bytes of text that one token stands for at the least, in what people write. Counting few is counting safely. */
const BYTES_PER_TOKEN = 2;

/**
 * A budget of which nothing is spent. What a call may use at most is set aside before it begins, so that calls side by
 * side cannot use more together than one after the other.
 */
export function createTokenBudget(): TokenBudget {
  let spent = 0;
  return {
    reserve({ maxTokens, prompt, system = "" }, { tokensPerCall = Infinity, tokensPerSession = Infinity }) {
      if (maxTokens !== undefined && maxTokens > tokensPerCall) return `${maxTokens} tokens are more than the ${tokensPerCall} of a call`;
      const input = Math.ceil(Buffer.byteLength(prompt + system) / BYTES_PER_TOKEN);
      const room = Math.min(tokensPerCall, tokensPerSession - spent) - input;
      if (room <= 0)
        return tokensPerSession - spent - input <= 0
          ? "its token budget is used up, or set aside for calls under way"
          : `its prompt alone takes the ${tokensPerCall} tokens of a call`;
      const most = Math.min(maxTokens ?? Infinity, room);
      // A call without any limit has no budget that it could overrun.
      const reserved = Number.isFinite(most) ? input + most : 0;
      spent += reserved;
      return {
        maxTokens: Number.isFinite(most) ? most : undefined,
        settle(usedTokens) {
          // A provider that cannot count is taken to have used it all.
          if (Number.isFinite(usedTokens) && usedTokens >= 0) spent += usedTokens - reserved;
        },
      };
    },
  };
}
