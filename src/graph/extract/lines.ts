/** Grows to the longest file met and is used again for each: thousands of files need no thousands of arrays. */
let starts = new Int32Array(4096);

/** Finds lines by offset. Only the index made last may be asked. */
export class LineIndex {
  readonly count: number;

  constructor(text: string) {
    let count = 1;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      if (count === starts.length) {
        const longer = new Int32Array(starts.length * 2);
        longer.set(starts);
        starts = longer;
      }
      starts[count++] = at + 1;
    }
    this.count = count;
  }

  /** The 1-based line of an offset. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}
