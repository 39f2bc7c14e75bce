/**
 * What goes into a capability and comes out of it: plain data that JSON can write, with nothing in it that could run.
 * Object keys are own and enumerable; there are no getters, functions, symbols or cycles.
 */
export type PlainData = null | boolean | number | string | readonly PlainData[] | { readonly [key: string]: PlainData };

/** A JSON Schema, draft 2020-12 (https://json-schema.org/draft/2020-12). */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };
