/** Kinds of plugin to start from. */
export const TEMPLATES = ["file", "package", "command"] as const;
/** One of them. */
export type Template = (typeof TEMPLATES)[number];
/** Languages that there are templates in. */
export const LANGUAGES = ["js", "ts", "python"] as const;
/** One of them. */
export type Language = (typeof LANGUAGES)[number];

/** Languages of each template; the first is the one that is taken when nobody says. */
export const LANGUAGES_OF: Readonly<Record<Template, readonly [Language, ...Language[]]>> = {
  file: ["js", "ts"],
  package: ["ts"],
  command: ["python"],
};

/** The template to take for a language when nobody says: a package, if there is one in it. */
export function resolveTemplate(language: Language | undefined): Template {
  const wanted: readonly Template[] = ["package", "command", "file"];
  return wanted.find((template) => language === undefined || LANGUAGES_OF[template].includes(language)) as Template;
}
