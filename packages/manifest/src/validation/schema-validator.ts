/** One violation as an emitted validator reports it. */
export interface SchemaError {
  /** JSON Pointer to the value that violates the schema. */
  readonly instancePath: string;
  /** Keyword that is violated, such as `required`. */
  readonly keyword: string;
  /** Arguments of the keyword, such as `{ missingProperty: "name" }`. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Place of the keyword in the schema. */
  readonly schemaPath: string;
}

/** A validation function emitted at build time; `errors` belongs to its latest call. */
export interface SchemaValidator {
  (value: unknown): boolean;
  /** All violations of the latest call, or null when there were none. */
  errors?: readonly SchemaError[] | null;
}
