/** Variables that change what a program loads or where it connects. */
const FORBIDDEN = /^(?:NODE_.*|LD_.*|DYLD_.*|PATH|BASH_ENV|ENV|IFS|(?:HTTPS?|ALL|NO|FTP)_PROXY)$/i;

/** Whether a grant may name the environment variable: never one that changes what a program loads or where it connects. */
export function isGrantableVariable(name: string): boolean {
  return !FORBIDDEN.test(name);
}
