import Type from "typebox";

export const Severity = Type.Union([Type.Literal("error"), Type.Literal("warning"), Type.Literal("info")], {
  title: "Severity",
  description: "`error` rejects, `warning` is likely a mistake, `info` tells what was changed or assumed.",
});

export const Diagnostic = Type.Object(
  {
    severity: Severity,
    code: Type.String({ description: "Stable code in SCREAMING_SNAKE case; each has a row in `docs/errors.md`." }),
    message: Type.String({ description: "Who, what, and the two names or numbers that disagree." }),
    hint: Type.Optional(Type.String({ description: "One imperative sentence that names a file, key or command." })),
    plugin: Type.Optional(Type.String({ description: "`name@version`, where it is known." })),
    path: Type.Optional(Type.String({ description: "JSON Pointer (RFC 6901) into the document that was checked." })),
    file: Type.Optional(Type.String({ description: "File that the diagnostic is about." })),
    line: Type.Optional(Type.Integer({ minimum: 1, description: "Line in `file`, from 1, where the text is known." })),
    column: Type.Optional(Type.Integer({ minimum: 1, description: "Column in `line`, from 1, in UTF-16 code units." })),
  },
  {
    title: "Diagnostic",
    description: "One finding about a plugin, a manifest, a configuration file or a command.",
    additionalProperties: false,
  },
);
