import type { SchemaValidator } from "./schema-validator.ts";

export declare const validateConfig: SchemaValidator;
