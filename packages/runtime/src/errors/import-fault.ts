import { toErrorMessage } from "./thrown.ts";

/** What the parser says, and where: jiti puts its own name and the place into the message, Node names no place. */
export function toSyntaxMessage(cause: unknown, file: string | undefined): string {
  const message = toErrorMessage(cause);
  const [, reason, place] = /^ParseError: (.*?)\s*\n\s*(\S.*)$/.exec(message) ?? [];
  if (reason !== undefined) return `${reason} (${place})`;
  return file === undefined ? message : `${message} (${file})`;
}

/** What to do about a module that does not parse. Node does not say where in an ES module the mistake is; its check does. */
export function toSyntaxRemedy(file: string, cause: unknown): string {
  const message = toErrorMessage(cause);
  if (/outside a module|Unexpected token 'export'/.test(message))
    return 'Name the file .mjs, or write "type": "module" in the package.json that applies to it.';
  if (message.includes("does not provide an export")) return "Mend the `import`, or export that name.";
  return /\.m?ts$/.test(file) ? `Mend the syntax of ${file}.` : `Mend the place that \`node --check ${file}\` shows.`;
}

/** What to do about a module that cannot be imported. */
export function toImportRemedy(file: string, cause: unknown): string {
  const message = toErrorMessage(cause);
  const [, wanted] = /^Cannot find package '([^']+)'/.exec(message) ?? [];
  if (wanted !== undefined) return `Install it with \`npm install ${wanted}\`.`;
  if (message.startsWith("Cannot find module ")) return "Mend the path in the `import`.";
  if (/^(?:exports|module|require|__dirname|__filename) is not defined/.test(message))
    return "Write `import` and `export default`, as an ES module does.";
  return `Mend what ${file} does at its top level.`;
}
