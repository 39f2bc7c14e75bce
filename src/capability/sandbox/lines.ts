/**
 * Puts lines together from chunks of text. A chunk is looked at once: a long line comes in many.
 *
 * @param take gets each line, without its end
 * @returns takes a chunk, and tells how long the line is that has begun
 */
export function lineReader(take: (line: string) => void): (chunk: string) => number {
  let pieces: string[] = [];
  let length = 0;
  return (chunk) => {
    const parts = chunk.split('\n');
    const rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = pieces.join('') + part;
      pieces = [];
      length = 0;
      take(line);
    }
    pieces.push(rest);
    length += rest.length;
    return length;
  };
}
