import { KodexError } from "@kodex/manifest";
import { toErrorMessage, toErrorValue } from "../../errors.ts";

/** Codes of JSON-RPC 2.0, section 5.1, and the one that the protocol uses for everything else. */
export const RPC_CODES = { methodNotFound: -32_601, invalidParams: -32_602, failed: -32_000 } as const;

/** A request that cannot be carried out, with its JSON-RPC code. */
export class RpcError extends Error {
  override readonly name: string = "RpcError";
  /** One of `RPC_CODES`. */
  readonly rpcCode: number;

  constructor(rpcCode: number, message: string) {
    super(message);
    this.rpcCode = rpcCode;
  }
}

/** The `error` of an answer to a guest: `data` has the name, and where there are any the stable code and the hint. */
export function toRpcFailure(thrown: unknown): { readonly code: number; readonly message: string; readonly data: object } {
  const hint = KodexError.is(thrown) && thrown.hint !== undefined ? { hint: thrown.hint } : {};
  return {
    code: thrown instanceof RpcError ? thrown.rpcCode : RPC_CODES.failed,
    message: toErrorMessage(thrown),
    data: { ...toErrorValue(thrown), ...hint },
  };
}

/** The `error` of a guest's answer as something to throw. Whatever the guest sends, an Error comes out. */
export function toGuestError(error: unknown): Error {
  const { data, message } = (typeof error === "object" && error !== null ? error : {}) as { data?: unknown; message?: unknown };
  const { name } = (typeof data === "object" && data !== null ? data : {}) as { name?: unknown };
  const thrown = new Error(typeof message === "string" && message !== "" ? message : "the plugin answered with an error");
  if (typeof name === "string") thrown.name = name;
  return thrown;
}
