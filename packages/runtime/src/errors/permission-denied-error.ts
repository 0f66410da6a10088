import { KodexError, type KodexErrorDetails } from "@kodex/manifest";
import { show } from "./phrasing.ts";

/** Codes of `PermissionDeniedError`. */
export type PermissionErrorCode = "PERMISSION_DENIED";

/** A plugin asked for something that it is not granted. */
export class PermissionDeniedError extends KodexError<PermissionErrorCode> {
  override readonly name: string = "PermissionDeniedError";
  /** The atom that would have to be granted. */
  readonly atom: string;

  constructor(message: string, details: KodexErrorDetails<PermissionErrorCode> & { readonly atom: string }) {
    super(message, details);
    this.atom = details.atom;
  }
}

export const toPermissionDenied = (plugin: string, name: string, atom: string): PermissionDeniedError =>
  new PermissionDeniedError(`${plugin} is not granted ${atom}`, {
    code: "PERMISSION_DENIED",
    plugin,
    atom,
    hint: `Add ${show(atom)} to plugins.${show(name)}.grant in kodex.json.`,
  });
export const toPermissionImpossible = (plugin: string, atom: string, reason: string): PermissionDeniedError =>
  new PermissionDeniedError(`${plugin} may not have ${atom}: ${reason}`, {
    code: "PERMISSION_DENIED",
    plugin,
    atom,
    hint: "No grant allows this; do without.",
  });
