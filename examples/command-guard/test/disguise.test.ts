import fc from "fast-check";
import { expect, test } from "vitest";
import { checkCommand } from "../src/check-command.ts";
import type { Place } from "../src/place.ts";

const place: Place = { workspace: "/home/me/project", folders: ["/tmp"], home: "/home/me" };
const rulesOf = (command: string): ReadonlySet<unknown> => new Set(checkCommand(command, place).map(({ rule }) => rule));

/** Ways to write one word that the shell reads as the same. */
const QUOTINGS: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => `'${word}'`,
  (word) => `"${word}"`,
  (word) => [...word].map((character) => `\\${character}`).join(""),
  (word) => `${word.slice(0, 1)}''${word.slice(1)}`,
  (word) => `$'${[...word].map((character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`).join("")}'`,
];
/** Ways to run a command that run it all the same. */
const WRAPPINGS: readonly ((command: string) => string)[] = [
  (command) => `true && ${command}`,
  (command) => `false || ${command}`,
  (command) => `echo hi; ${command}`,
  (command) => `( ${command} )`,
  (command) => `{ ${command}; }`,
  (command) => `if true; then ${command}; fi`,
  (command) => `for x in 1 2; do ${command}; done`,
  (command) => `echo "$( ${command} )"`,
  (command) => `cat <( ${command} )`,
  (command) => `env A=b ${command}`,
  (command) => `sh -c ${quote(command)}`,
  (command) => `eval ${quote(command)}`,
  (command) => `echo ${quote(command)} | bash`,
  (command) => `bash <<'EOF'\n${command}\nEOF\n`,
  (command) => `X=${quote(command)}; eval "$X"`,
];
/** A wrapper that only runs a simple command, and one whose end is a line of its own, stand innermost and outermost. */
const SIMPLE_ONLY = 9;

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const words = fc.tuple(
  fc.constantFrom("rm", "/bin/rm"),
  fc.constantFrom("-rf", "-fr", "-r"),
  fc.constantFrom("/", "/etc", "/home/me/other"),
);

test("property: quoting and escaping hide nothing", () => {
  fc.assert(
    fc.property(words, fc.tuple(...Array.from({ length: 3 }, () => fc.constantFrom(...QUOTINGS))), (command, quotings) => {
      const written = command.map((word, at) => quotings[at]?.(word) ?? word).join(" ");
      expect(rulesOf(written), written).toContain("delete-outside");
    }),
  );
});

test("property: running a command in any other way hides nothing, however deep", () => {
  const nestable = WRAPPINGS.filter((_, index) => index !== SIMPLE_ONLY && index !== 13);
  fc.assert(
    fc.property(
      words,
      fc.array(fc.constantFrom(...nestable), { maxLength: 4 }),
      fc.constantFrom(...WRAPPINGS),
      (command, inner, outermost) => {
        const nested = inner.reduce((text, wrap) => wrap(text), command.join(" "));
        const isSimple = inner.length === 0;
        const written = !isSimple && outermost === WRAPPINGS[SIMPLE_ONLY] ? nested : outermost(nested);
        expect(rulesOf(written), written).toContain("delete-outside");
      },
    ),
  );
});

test("property: a text that is only printed is never held against anybody", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const written = `echo ${quote(text.replaceAll("\0", ""))}`;
      expect(checkCommand(written, place), written).toEqual([]);
    }),
  );
});

test("property: whatever is given is answered, and never thrown at", () => {
  const pieces = [
    "rm",
    "-rf",
    "/",
    "$",
    "(",
    ")",
    "{",
    "}",
    "'",
    '"',
    "`",
    "\\",
    "|",
    "&",
    ";",
    "<",
    ">",
    "<<",
    "EOF",
    "\n",
    " ",
    "if",
    "fi",
    "$((",
    "[[",
    "case",
    "esac",
    "~",
    "*",
    "#",
  ];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 20 }), (parts) => {
      expect(Array.isArray(checkCommand(parts.join(""), place))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
