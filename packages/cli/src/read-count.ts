import { toCountInvalid } from "./errors.ts";

/** A number of things on the command line. @throws UsageError when it is not a whole number above 0 */
export function readCount(option: string, value: string | undefined, otherwise: number): number {
  const count = value === undefined ? otherwise : Number(value);
  if (!Number.isInteger(count) || count < 1) throw toCountInvalid(option, value ?? "", otherwise);
  return count;
}
