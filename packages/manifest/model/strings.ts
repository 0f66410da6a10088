import Type, { type TArray, type TString } from "typebox";

/** An array of non-empty strings. */
export const strings = (description: string): TArray<TString> => Type.Array(Type.String({ minLength: 1 }), { description });
