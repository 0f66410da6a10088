/** Characters that move the cursor, change colours, or turn the direction of text around. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from a plugin, harmless for a terminal: what cannot be seen is written as its code. Tabs and line ends stay. */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same, on one line. */
export function escapeLine(text: string): string {
  return escapeText(text).replace(/\r?\n|\t/g, " ");
}
