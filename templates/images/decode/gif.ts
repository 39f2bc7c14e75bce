import { littleEndian, standsAt } from '../bytes.ts';
import { assertReadable, emptyPixels, type Pixels } from '../pixels.ts';

/** Reads the first picture of a GIF; what it does not cover is transparent. */
export function decode(bytes: Uint8Array): Pixels {
  if (!standsAt(bytes, 0, 'GIF87a') && !standsAt(bytes, 0, 'GIF89a')) throw new Error('This is no picture in GIF.');
  const [screenWidth, screenHeight] = [littleEndian(bytes, 6, 2), littleEndian(bytes, 8, 2)];
  assertReadable(screenWidth, screenHeight);
  const flags = bytes[10] ?? 0;
  let at = 13 + paletteBytes(flags);
  let transparent = -1;
  while (bytes[at] === 0x21) {
    // An extension; that with the number 0xf9 says which colour is not shown.
    if (bytes[at + 1] === 0xf9 && ((bytes[at + 3] ?? 0) & 1) === 1) transparent = bytes[at + 6] ?? -1;
    at += 2;
    while ((bytes[at] ?? 0) > 0) at += (bytes[at] ?? 0) + 1;
    at++;
  }
  if (bytes[at] !== 0x2c) throw new Error('There is no picture in the GIF.');
  const [left, top, width, height] = [1, 3, 5, 7].map((offset) => littleEndian(bytes, at + offset, 2)) as [
    number,
    number,
    number,
    number,
  ];
  assertReadable(width, height);
  const own = bytes[at + 9] ?? 0;
  const palette = own >= 0x80 ? at + 10 : 13;
  at += 10 + paletteBytes(own);
  const indexes = unpackedGif(gifBlocks(bytes, at + 1), bytes[at] ?? 0, width * height);
  const pixels = emptyPixels(screenWidth, screenHeight);
  const rows = (own & 0x40) !== 0 ? interlacedRows(height) : Array.from({ length: height }, (_, row) => row);
  for (const [order, row] of rows.entries()) {
    for (let column = 0; column < width; column++) {
      const index = indexes[order * width + column] ?? 0;
      const [x, y] = [left + column, top + row];
      if (index === transparent || x >= pixels.width || y >= pixels.height) continue;
      const to = (y * pixels.width + x) * 4;
      for (let channel = 0; channel < 3; channel++)
        pixels.data[to + channel] = bytes[palette + index * 3 + channel] ?? 0;
      pixels.data[to + 3] = 255;
    }
  }
  return pixels;
}

function paletteBytes(flags: number): number {
  return flags >= 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** The content of the blocks from a place on, without their lengths. */
function gifBlocks(bytes: Uint8Array, from: number): number[] {
  const content: number[] = [];
  for (let at = from; (bytes[at] ?? 0) > 0; at += (bytes[at] ?? 0) + 1) {
    const end = at + 1 + (bytes[at] ?? 0);
    if (end > bytes.length) throw new Error('The picture ends too early.');
    for (let index = at + 1; index < end; index++) content.push(bytes[index] ?? 0);
  }
  return content;
}

/** Every eighth row, those between, every fourth, every second. */
function interlacedRows(height: number): number[] {
  const passes = [
    { first: 0, step: 8 },
    { first: 4, step: 8 },
    { first: 2, step: 4 },
    { first: 1, step: 2 },
  ];
  return passes.flatMap(({ first, step }) =>
    Array.from({ length: Math.max(0, Math.ceil((height - first) / step)) }, (_, index) => first + index * step),
  );
}

/** Unpacks by LZW with codes of growing length. */
function unpackedGif(packed: readonly number[], bitsOfSymbol: number, length: number): Uint8Array {
  if (bitsOfSymbol < 1 || bitsOfSymbol > 11) throw new Error('The GIF picture is damaged.');
  // A code stands for 4096 pixels at the most, and has two bits at the least.
  if (length > packed.length * 4 * 4096) throw new Error('The picture ends too early.');
  const output = new Uint8Array(length);
  const clear = 1 << bitsOfSymbol;
  const prefixes = new Uint16Array(4096);
  const suffixes = new Uint8Array(4096);
  for (let symbol = 0; symbol < clear; symbol++) suffixes[symbol] = symbol;
  let written = 0;
  let next = clear + 2;
  let codeBits = bitsOfSymbol + 1;
  let before = -1;
  let first = 0;
  for (let bit = 0; bit + codeBits <= packed.length * 8 && written < length; ) {
    const byte = bit >> 3;
    const window = (packed[byte] ?? 0) | ((packed[byte + 1] ?? 0) << 8) | ((packed[byte + 2] ?? 0) << 16);
    const code = (window >> (bit & 7)) & ((1 << codeBits) - 1);
    bit += codeBits;
    if (code === clear + 1) break;
    if (code === clear) {
      next = clear + 2;
      codeBits = bitsOfSymbol + 1;
      before = -1;
      continue;
    }
    if (code > next || (before === -1 && code >= clear)) throw new Error('The GIF picture is damaged.');
    const symbols: number[] = code === next ? [first] : [];
    let rest = code === next ? before : code;
    for (; rest >= clear; rest = prefixes[rest] ?? 0) symbols.push(suffixes[rest] ?? 0);
    symbols.push(rest);
    first = rest;
    for (const symbol of symbols.reverse()) if (written < length) output[written++] = symbol;
    if (before !== -1 && next < 4096) {
      prefixes[next] = before;
      suffixes[next] = first;
      next++;
      if (next === 1 << codeBits && codeBits < 12) codeBits++;
    }
    before = code;
  }
  if (written < length) throw new Error('The picture ends too early.');
  return output;
}
