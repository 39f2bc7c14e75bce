import { bigEndian, standsAt } from '../bytes.ts';
import { inflate } from '../inflate.ts';
import { assertReadable, emptyPixels, type Pixels } from '../pixels.ts';

/** Passes of interlaced pictures: the first column and row of each, and the steps to the next ones. */
const interlacePasses = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
];

interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** 0: grey, 2: colours, 3: numbers of a palette, 4: grey with opacity, 6: colours with opacity. */
  readonly kind: number;
  readonly isInterlaced: boolean;
}

/** Reads PNG, all kinds of colours; the higher byte counts of samples with 16 bits, and no checksums are looked at. */
export function decode(bytes: Uint8Array): Pixels {
  if (!standsAt(bytes, 0, '\x89PNG\r\n\x1a\n')) throw new Error('This is no picture in PNG.');
  const header: PngHeader = {
    width: bigEndian(bytes, 16, 4),
    height: bigEndian(bytes, 20, 4),
    depth: bytes[24] ?? 0,
    kind: bytes[25] ?? 0,
    isInterlaced: bytes[28] === 1,
  };
  if (![1, 2, 4, 8, 16].includes(header.depth) || ![0, 2, 3, 4, 6].includes(header.kind)) {
    throw new Error('The PNG picture has colours of an unknown kind.');
  }
  const chunks = pngChunks(bytes);
  assertReadable(header.width, header.height);
  const passes = header.isInterlaced ? interlacePasses : [{ x: 0, y: 0, stepX: 1, stepY: 1 }];
  const sizes = passes.map(({ x, y, stepX, stepY }) => ({
    columns: Math.ceil((header.width - x) / stepX),
    rows: Math.ceil((header.height - y) / stepY),
  }));
  const bitsOfPixel = header.depth * samplesOf(header.kind);
  const length = sizes.reduce(
    (sum, { columns, rows }) => sum + (columns > 0 ? rows * (1 + rowBytes(columns, bitsOfPixel)) : 0),
    0,
  );
  const raw = inflate(joined(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data)), length);
  const pixels = emptyPixels(header.width, header.height);
  const palette = chunks.find(({ name }) => name === 'PLTE')?.data ?? new Uint8Array();
  const opacity = chunks.find(({ name }) => name === 'tRNS')?.data;
  let start = 0;
  for (const [index, pass] of passes.entries()) {
    const { columns, rows } = sizes[index] ?? { columns: 0, rows: 0 };
    if (columns <= 0 || rows <= 0) continue;
    const perRow = rowBytes(columns, bitsOfPixel);
    unfilter(raw, start, rows, perRow, Math.max(1, bitsOfPixel >> 3));
    for (let row = 0; row < rows; row++) {
      const from = start + row * (1 + perRow) + 1;
      for (let column = 0; column < columns; column++) {
        const to = ((pass.y + row * pass.stepY) * header.width + pass.x + column * pass.stepX) * 4;
        putPixel(pixels.data, to, raw, from, column, header, palette, opacity);
      }
    }
    start += rows * (1 + perRow);
  }
  return pixels;
}

interface PngChunk {
  readonly name: string;
  readonly data: Uint8Array;
}

function pngChunks(bytes: Uint8Array): PngChunk[] {
  const chunks: PngChunk[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bigEndian(bytes, at, 4);
    if (at + 12 + length > bytes.length) throw new Error('The picture ends too early.');
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.push({ name, data: bytes.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function samplesOf(kind: number): number {
  if (kind === 2) return 3;
  if (kind === 4) return 2;
  return kind === 6 ? 4 : 1;
}

function rowBytes(columns: number, bitsOfPixel: number): number {
  return Math.ceil((columns * bitsOfPixel) / 8);
}

/** Takes the filter back of each row, whose kind is the byte before it (PNG, chapter 9). */
function unfilter(raw: Uint8Array, start: number, rows: number, perRow: number, step: number): void {
  for (let row = 0; row < rows; row++) {
    const from = start + row * (1 + perRow) + 1;
    const filter = raw[from - 1] ?? 0;
    if (filter > 4) throw new Error('The PNG picture is damaged.');
    for (let index = 0; index < perRow; index++) {
      const left = index >= step ? (raw[from + index - step] ?? 0) : 0;
      const above = row > 0 ? (raw[from + index - perRow - 1] ?? 0) : 0;
      const corner = index >= step && row > 0 ? (raw[from + index - perRow - 1 - step] ?? 0) : 0;
      const added =
        filter === 0
          ? 0
          : filter === 1
            ? left
            : filter === 2
              ? above
              : filter === 3
                ? (left + above) >> 1
                : paeth(left, above, corner);
      raw[from + index] = (raw[from + index] ?? 0) + added;
    }
  }
}

/** The neighbour that is nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function putPixel(
  data: Uint8Array,
  to: number,
  raw: Uint8Array,
  from: number,
  column: number,
  { depth, kind }: PngHeader,
  palette: Uint8Array,
  opacity: Uint8Array | undefined,
): void {
  const sample = (index: number): number => {
    const at = column * samplesOf(kind) + index;
    if (depth === 8) return raw[from + at] ?? 0;
    if (depth === 16) return ((raw[from + at * 2] ?? 0) << 8) | (raw[from + at * 2 + 1] ?? 0);
    const byte = raw[from + ((at * depth) >> 3)] ?? 0;
    return (byte >> (8 - depth - ((at * depth) & 7))) & ((1 << depth) - 1);
  };
  const first = sample(0);
  if (kind === 3) {
    for (let channel = 0; channel < 3; channel++) data[to + channel] = palette[first * 3 + channel] ?? 0;
    data[to + 3] = opacity?.[first] ?? 255;
    return;
  }
  const isGrey = kind === 0 || kind === 4;
  const byte = (value: number) => (depth === 16 ? value >> 8 : (value * 255) / ((1 << depth) - 1));
  for (let channel = 0; channel < 3; channel++) data[to + channel] = byte(isGrey ? first : sample(channel));
  if (kind === 4 || kind === 6) data[to + 3] = byte(sample(kind === 4 ? 1 : 3));
  else
    data[to + 3] =
      opacity !== undefined && isTransparent(opacity, isGrey ? [first] : [first, sample(1), sample(2)]) ? 0 : 255;
}

/** Whether this is the one colour that is not shown. */
function isTransparent(opacity: Uint8Array, samples: readonly number[]): boolean {
  return samples.every(
    (sample, index) => sample === (((opacity[index * 2] ?? 0) << 8) | (opacity[index * 2 + 1] ?? 0)),
  );
}
