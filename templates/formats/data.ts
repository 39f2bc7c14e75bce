/** What JSON can hold. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** One line of a table, by the names of the columns. */
export interface Row {
  readonly [column: string]: Data;
}

export function isRecord(data: Data | undefined): data is Row {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
