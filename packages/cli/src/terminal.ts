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
  /** Exit code, for the case that the process ends before the command does. */
  exitCode?: number | string | null | undefined;
  /** Folder that the command was started in. */
  cwd(): string;
  /** Tells of an interrupt, of the process's end, or of an error that nobody caught. */
  once(event: "SIGINT" | "exit", listener: () => void): unknown;
  once(event: "uncaughtException" | "unhandledRejection", listener: (reason: unknown) => void): unknown;
}
