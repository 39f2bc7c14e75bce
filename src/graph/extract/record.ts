/** What the parser says of a module, in plain data. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Specifier extends Span {
  readonly value: string;
}

export interface ParsedImport {
  /** Of the statement. */
  readonly start: number;
  readonly specifier: Specifier;
  readonly names: readonly { readonly imported: string; readonly local: string; readonly typeOnly: boolean }[];
}

export interface ParsedExport {
  /** Of the statement. */
  readonly start: number;
  /** Where the name comes from, when it is passed on. */
  readonly from: Specifier | undefined;
  /** The name in the other module (`*` for all), undefined for an export of this file's own. */
  readonly imported: string | undefined;
  /** The name it is offered under; `*` for `export *`. */
  readonly exported: string;
  readonly typeOnly: boolean;
}
