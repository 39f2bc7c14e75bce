import { bigEndian, standsAt } from '../bytes.ts';
import { jpegSegments } from '../jpegSegments.ts';
import { assertReadable, emptyPixels, type Pixels } from '../pixels.ts';

/** Where the coefficients of a block stand that are written in zigzag. */
const zigzag = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
  55, 62, 63,
];

interface Huffman {
  readonly counts: readonly number[];
  readonly symbols: Uint8Array;
}

/** Brightness, or one of the two colours. */
interface Component {
  readonly id: number;
  /** Blocks of it in each unit of the picture. */
  readonly across: number;
  readonly down: number;
  readonly quantisation: readonly number[];
  /** Samples of whole units: `stride` in each row. */
  readonly samples: Uint8Array;
  readonly stride: number;
  /** The last constant part: the next one is written as the difference. */
  constant: number;
}

interface JpegTables {
  readonly quantisation: Map<number, number[]>;
  readonly constants: Map<number, Huffman>;
  readonly waves: Map<number, Huffman>;
  /** Units between two marks at which reading begins anew; 0 for none. */
  restart: number;
}

/** Reads baseline JPEG: 8 bits, grey or in colours. Progressive pictures are refused. */
export function decode(bytes: Uint8Array): Pixels {
  if (!standsAt(bytes, 0, '\xff\xd8\xff')) throw new Error('This is no picture in JPEG.');
  const tables: JpegTables = { quantisation: new Map(), constants: new Map(), waves: new Map(), restart: 0 };
  // Adobe's programs may write red, green and blue as they are, and say so.
  let isRgb = false;
  let frame: { readonly pixels: Pixels; readonly components: readonly Component[] } | undefined;
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (marker === 0xdb) readQuantisation(bytes, start, end, tables);
    else if (marker === 0xc4) readHuffman(bytes, start, end, tables);
    else if (marker === 0xdd) tables.restart = bigEndian(bytes, start, 2);
    else if (marker === 0xc0 || marker === 0xc1) frame = readFrame(bytes, start, tables);
    else if (marker === 0xc2) throw new Error('Progressive JPEG cannot be read, only baseline JPEG.');
    else if (marker === 0xee && standsAt(bytes, start, 'Adobe')) isRgb = bytes[start + 11] === 0;
    else if (marker === 0xda && frame !== undefined) {
      readScan(bytes, start, end, frame.pixels, frame.components, tables);
      putColours(frame.pixels, frame.components, isRgb);
      return frame.pixels;
    }
  }
  throw new Error('There is no picture in the JPEG.');
}

function readQuantisation(bytes: Uint8Array, start: number, end: number, { quantisation }: JpegTables): void {
  for (let at = start; at < end; ) {
    const size = (bytes[at] ?? 0) >= 16 ? 2 : 1;
    const values = zigzag.map((_, index) => bigEndian(bytes, at + 1 + index * size, size));
    quantisation.set((bytes[at] ?? 0) & 15, values);
    at += 1 + 64 * size;
  }
}

function readHuffman(bytes: Uint8Array, start: number, end: number, { constants, waves }: JpegTables): void {
  for (let at = start; at < end; ) {
    const counts = [0, ...bytes.subarray(at + 1, at + 17)];
    const length = counts.reduce((sum, count) => sum + count, 0);
    const table = (bytes[at] ?? 0) >= 16 ? waves : constants;
    table.set((bytes[at] ?? 0) & 15, { counts, symbols: bytes.subarray(at + 17, at + 17 + length) });
    at += 17 + length;
  }
}

function readFrame(bytes: Uint8Array, start: number, { quantisation }: JpegTables) {
  if (bytes[start] !== 8) throw new Error('Only JPEG with 8 bits can be read.');
  const [width, height] = [bigEndian(bytes, start + 3, 2), bigEndian(bytes, start + 1, 2)];
  assertReadable(width, height);
  const count = bytes[start + 5] ?? 0;
  if (count !== 1 && count !== 3) throw new Error('Only JPEG in grey or in three colours can be read.');
  const parts = Array.from({ length: count }, (_, index) => {
    const at = start + 6 + index * 3;
    const [id = 0, sampling = 0, table = 0] = bytes.subarray(at, at + 3);
    // A picture of one component has a block in each unit, whatever is written.
    return { id, table, across: count === 1 ? 1 : sampling >> 4, down: count === 1 ? 1 : sampling & 15 };
  });
  if (parts.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4)) {
    throw new Error('The JPEG picture is damaged.');
  }
  const [unitColumns, unitRows] = unitsOf({ width, height }, parts);
  // A block has two bits at the least: room is made only for what can be there.
  const blocks = unitColumns * unitRows * parts.reduce((sum, { across, down }) => sum + across * down, 0);
  if (blocks > bytes.length * 4) throw new Error('The picture ends too early.');
  const pixels = emptyPixels(width, height);
  const components = parts.map(({ id, table, across, down }): Component => {
    const steps = quantisation.get(table);
    if (steps === undefined) throw new Error('The JPEG picture is damaged.');
    const stride = unitColumns * across * 8;
    const samples = new Uint8Array(stride * unitRows * down * 8);
    return { id, across, down, quantisation: steps, samples, stride, constant: 0 };
  });
  return { pixels, components };
}

function unitsOf(
  { width, height }: Pick<Pixels, 'width' | 'height'>,
  parts: readonly { readonly across: number; readonly down: number }[],
): readonly [columns: number, rows: number] {
  const across = Math.max(...parts.map((part) => part.across));
  const down = Math.max(...parts.map((part) => part.down));
  return [Math.ceil(width / (8 * across)), Math.ceil(height / (8 * down))];
}

function readScan(
  bytes: Uint8Array,
  start: number,
  end: number,
  pixels: Pixels,
  components: readonly Component[],
  { constants, waves, restart }: JpegTables,
): void {
  if (bytes[start] !== components.length) throw new Error('JPEG whose colours stand one after another cannot be read.');
  const coded = components.map((component, index) => {
    const choice = bytes[start + 2 + index * 2] ?? 0;
    const [constant, wave] = [constants.get(choice >> 4), waves.get(choice & 15)];
    if (constant === undefined || wave === undefined) throw new Error('The JPEG picture is damaged.');
    return { component, constant, wave };
  });
  const reader = new BitReader(bytes, end);
  const [columns, rows] = unitsOf(pixels, components);
  const block = new Float64Array(64);
  for (let unit = 0; unit < columns * rows; unit++) {
    if (restart > 0 && unit > 0 && unit % restart === 0) {
      reader.restart();
      for (const component of components) component.constant = 0;
    }
    const [unitColumn, unitRow] = [unit % columns, Math.floor(unit / columns)];
    for (const { component, constant, wave } of coded) {
      for (let part = 0; part < component.across * component.down; part++) {
        readBlock(reader, component, constant, wave, block);
        const column = unitColumn * component.across + (part % component.across);
        const row = unitRow * component.down + Math.floor(part / component.across);
        putBlock(block, component, row * 8 * component.stride + column * 8);
      }
    }
  }
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #byte = 0;
  #left = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  bits(count: number): number {
    let value = 0;
    for (let read = 0; read < count; read++) {
      if (this.#left === 0) this.#next();
      this.#left--;
      value = (value << 1) | ((this.#byte >> this.#left) & 1);
    }
    return value;
  }

  /** A zero stands behind each 0xff that is no mark. */
  #next(): void {
    if (this.#at >= this.#bytes.length) throw new Error('The picture ends too early.');
    this.#byte = this.#bytes[this.#at++] ?? 0;
    this.#left = 8;
    if (this.#byte !== 0xff) return;
    if (this.#bytes[this.#at] !== 0) throw new Error('The picture ends too early.');
    this.#at++;
  }

  symbol({ counts, symbols }: Huffman): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= 16; length++) {
      code = (code << 1) | this.bits(1);
      const count = counts[length] ?? 0;
      if (code - first < count) return symbols[index + code - first] ?? 0;
      index += count;
      first = (first + count) << 1;
    }
    throw new Error('The JPEG picture is damaged.');
  }

  /** A number of so many bits; those that begin with 0 are negative. */
  number(bits: number): number {
    if (bits > 15) throw new Error('The JPEG picture is damaged.');
    const value = this.bits(bits);
    return bits === 0 || value >= 1 << (bits - 1) ? value : value - (1 << bits) + 1;
  }

  /** Goes on behind the next mark. */
  restart(): void {
    this.#left = 0;
    if (this.#bytes[this.#at] === 0xff) this.#at += 2;
  }
}

function readBlock(
  reader: BitReader,
  component: Component,
  constant: Huffman,
  wave: Huffman,
  block: Float64Array,
): void {
  block.fill(0);
  component.constant += reader.number(reader.symbol(constant));
  block[0] = component.constant * (component.quantisation[0] ?? 1);
  for (let index = 1; index < 64; index++) {
    const symbol = reader.symbol(wave);
    const [zeros, bits] = [symbol >> 4, symbol & 15];
    if (bits === 0 && zeros < 15) return;
    index += zeros;
    if (index < 64) block[zigzag[index] ?? 0] = reader.number(bits) * (component.quantisation[index] ?? 1);
  }
}

/** The cosines of the inverse transform: for each place, of each wave. */
const cosines = Array.from({ length: 64 }, (_, index) => {
  const [place, wave] = [index >> 3, index & 7];
  return (Math.cos(((2 * place + 1) * wave * Math.PI) / 16) * (wave === 0 ? Math.SQRT1_2 : 1)) / 2;
});

/** The inverse cosine transform, first along the rows, then along the columns. */
function putBlock(block: Float64Array, { samples, stride }: Component, to: number): void {
  const rows = new Float64Array(64);
  for (let row = 0; row < 64; row += 8) {
    for (let place = 0; place < 8; place++) {
      let sum = 0;
      for (let wave = 0; wave < 8; wave++) sum += (block[row + wave] ?? 0) * (cosines[place * 8 + wave] ?? 0);
      rows[row + place] = sum;
    }
  }
  for (let column = 0; column < 8; column++) {
    for (let place = 0; place < 8; place++) {
      let sum = 128;
      for (let wave = 0; wave < 8; wave++) sum += (rows[wave * 8 + column] ?? 0) * (cosines[place * 8 + wave] ?? 0);
      samples[to + place * stride + column] = Math.max(0, Math.min(255, Math.round(sum)));
    }
  }
}

/** Brightness and two colours as red, green and blue (JFIF). */
function putColours({ width, height, data }: Pixels, components: readonly Component[], isRgb: boolean): void {
  const across = Math.max(...components.map((component) => component.across));
  const down = Math.max(...components.map((component) => component.down));
  const [bright, blueness, redness] = components;
  const sample = (component: Component | undefined, x: number, y: number) => {
    if (component === undefined) return 128;
    const [column, row] = [Math.floor((x * component.across) / across), Math.floor((y * component.down) / down)];
    return component.samples[row * component.stride + column] ?? 0;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 4;
      data[to + 3] = 255;
      const light = sample(bright, x, y);
      if (isRgb && components.length === 3) {
        data.set([light, sample(blueness, x, y), sample(redness, x, y)], to);
        continue;
      }
      const [blue, red] = [sample(blueness, x, y) - 128, sample(redness, x, y) - 128];
      data[to] = Math.max(0, Math.min(255, Math.round(light + 1.402 * red)));
      data[to + 1] = Math.max(0, Math.min(255, Math.round(light - 0.344136 * blue - 0.714136 * red)));
      data[to + 2] = Math.max(0, Math.min(255, Math.round(light + 1.772 * blue)));
    }
  }
}
