import type { SchemaValidator } from "./schema-validator.ts";

export declare const resultValidators: Readonly<Record<string, SchemaValidator>>;
