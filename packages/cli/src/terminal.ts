/** What the command needs of its process. */
export interface Terminal {
  /** Standard output. */
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Standard error. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Standard input. */
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that the command was started in. */
  cwd(): string;
  /** Tells of a signal, such as an interrupt. */
  once(event: "SIGINT", listener: () => void): unknown;
  /** Ends the process at once. */
  exit(code: number): never;
}
