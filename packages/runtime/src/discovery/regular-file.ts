import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";

/**
 * The text of a file.
 * @throws the system's error; TypeError for anything but a regular file: reading a pipe or a device might never end
 */
export function readRegularFile(file: string): string {
  if (!statSync(file).isFile()) throw new TypeError("it is not a regular file");
  return readFileSync(file, "utf8");
}

/** The first bytes of a file, fewer where it ends. @throws the system's error */
export function readStart(file: string, maxBytes: number): Buffer {
  const descriptor = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(maxBytes);
    return buffer.subarray(0, readSync(descriptor, buffer));
  } finally {
    closeSync(descriptor);
  }
}
