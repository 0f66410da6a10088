/** A place in a text, both from 1; columns count UTF-16 code units. */
export interface TextPlace {
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1, in UTF-16 units. */
  readonly column: number;
}

/** Finds the lines of settings in the text of a file. */
export async function createPlaceFinder(text: string): Promise<(keys: readonly string[]) => TextPlace | undefined> {
  const { findNodeAtLocation, parseTree } = await loadParser();
  const tree = parseTree(text);
  return (keys) => {
    const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...keys]);
    // The property, not its value: that is where one looks.
    const offset = node?.parent?.offset;
    if (offset === undefined) return undefined;
    const before = text.slice(0, offset).split(/\r\n|\r|\n/);
    return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
  };
}

/** The text with a value set, or removed when it is undefined. Indentation, line ends and everything else stay. */
export async function setInText(text: string, keys: readonly string[], value: unknown): Promise<string> {
  const { applyEdits, modify } = await loadParser();
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  const formattingOptions = { eol, insertSpaces: !indent.startsWith("\t"), tabSize: indent.startsWith("\t") ? 1 : indent.length };
  return applyEdits(text, modify(text, [...keys], value, { formattingOptions }));
}

/** Loaded at need only: few commands edit. */
async function loadParser() {
  return (await import("jsonc-parser")).default;
}
