/** Puts texts behind each other as sentences: each ends in one mark, whether it brought one or not. */
export function sentences(...texts: readonly (string | undefined)[]): string {
  return texts
    .filter((text) => text !== undefined && text.trim() !== '')
    .map((text) => text?.trimEnd().replace(/(?<![.!?…])$/, '.'))
    .join(' ');
}
