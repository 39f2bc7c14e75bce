/** A text as lines and what stands between them: line ends of any kind, also mixed ones, come back as they were. */
export class TextLines {
  readonly #ends: readonly string[];
  readonly lines: readonly string[];

  constructor(text: string) {
    const lines: string[] = [];
    const ends: string[] = [];
    let start = 0;
    for (const { index, 0: end } of text.matchAll(/\r\n|[\r\n]/g)) {
      lines.push(text.slice(start, index));
      ends.push(end);
      start = index + end.length;
    }
    // What follows the last line end is a line only where there is something.
    if (start < text.length) lines.push(text.slice(start));
    this.lines = lines;
    this.#ends = ends;
  }

  /** The text with other lines, as many as there were. */
  withLines(lines: readonly string[]): string {
    return lines.map((line, at) => line + (this.#ends[at] ?? '')).join('');
  }
}
