/** Lengths and distances, and the bits that are added to each: RFC 1951, 3.2.5. */
const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const distanceBits = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
/** The order in which the lengths of the codes of lengths are written: 3.2.7. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A Huffman code: how many codes there are of each length, and the symbols in their order. */
interface HuffmanCode {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

/** Unpacks data in the zlib format (RFC 1950) whose length is known. The checksum at its end is not looked at. */
export function inflate(packed: Uint8Array, length: number): Uint8Array {
  // Nothing is packed to less than a thousandth: a size that is only claimed costs no memory.
  if (length > packed.length * 1032) throw new Error('The packed data is shorter than the picture.');
  const output = new Uint8Array(length);
  let written = 0;
  let at = 2;
  let buffer = 0;
  let held = 0;

  const readBits = (count: number): number => {
    while (held < count) {
      if (at >= packed.length) throw new Error('The packed data ends too early.');
      buffer |= (packed[at++] ?? 0) << held;
      held += 8;
    }
    const value = buffer & ((1 << count) - 1);
    buffer >>= count;
    held -= count;
    return value;
  };

  const readSymbol = ({ counts, symbols }: HuffmanCode): number => {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let bits = 1; bits <= 15; bits++) {
      code |= readBits(1);
      const count = counts[bits] ?? 0;
      if (code - count < first) return symbols[index + code - first] ?? 0;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('The packed data is damaged.');
  };

  const write = (byte: number): void => {
    if (written === length) throw new Error('The packed data is longer than the picture.');
    output[written++] = byte;
  };

  const copyStored = (): void => {
    readBits(held & 7);
    const count = readBits(16);
    readBits(16);
    for (let copied = 0; copied < count; copied++) write(readBits(8));
  };

  const copyCoded = (literals: HuffmanCode, distances: HuffmanCode): void => {
    for (let symbol = readSymbol(literals); symbol !== 256; symbol = readSymbol(literals)) {
      if (symbol < 256) write(symbol);
      else {
        const count = (lengthBase[symbol - 257] ?? 0) + readBits(lengthBits[symbol - 257] ?? 0);
        const far = readSymbol(distances);
        const distance = (distanceBase[far] ?? 0) + readBits(distanceBits[far] ?? 0);
        if (distance === 0 || distance > written) throw new Error('The packed data is damaged.');
        for (let copied = 0; copied < count; copied++) write(output[written - distance] ?? 0);
      }
    }
  };

  const readCodes = (): readonly [literals: HuffmanCode, distances: HuffmanCode] => {
    const literalCount = readBits(5) + 257;
    const distanceCount = readBits(5) + 1;
    const ordered = new Array<number>(19).fill(0);
    const written = readBits(4) + 4;
    for (let index = 0; index < written; index++) ordered[lengthOrder[index] ?? 0] = readBits(3);
    const ofLengths = huffmanCode(ordered);
    const lengths: number[] = [];
    while (lengths.length < literalCount + distanceCount) {
      const symbol = readSymbol(ofLengths);
      if (symbol < 16) lengths.push(symbol);
      else {
        const repeated = symbol === 16 ? (lengths.at(-1) ?? 0) : 0;
        const times = symbol === 16 ? 3 + readBits(2) : symbol === 17 ? 3 + readBits(3) : 11 + readBits(7);
        for (let time = 0; time < times; time++) lengths.push(repeated);
      }
    }
    return [huffmanCode(lengths.slice(0, literalCount)), huffmanCode(lengths.slice(literalCount))];
  };

  let isLast = false;
  while (!isLast) {
    isLast = readBits(1) === 1;
    const kind = readBits(2);
    if (kind === 0) copyStored();
    else if (kind === 1) copyCoded(fixedLiterals(), huffmanCode(new Array<number>(30).fill(5)));
    else if (kind === 2) copyCoded(...readCodes());
    else throw new Error('The packed data is damaged.');
  }
  if (written < length) throw new Error('The packed data is shorter than the picture.');
  return output;
}

function huffmanCode(lengths: readonly number[]): HuffmanCode {
  const counts = new Array<number>(16).fill(0);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const symbols = lengths
    .map((length, symbol) => ({ length, symbol }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length || a.symbol - b.symbol)
    .map(({ symbol }) => symbol);
  return { counts, symbols };
}

function fixedLiterals(): HuffmanCode {
  const lengths = Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  );
  return huffmanCode(lengths);
}
