import type { SchemaValidator } from "./schema-validator.ts";

export declare const payloadValidators: Readonly<Record<string, SchemaValidator>>;
