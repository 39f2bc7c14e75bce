import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { decode as decodeJpeg } from '../../../../templates/images/decode/jpeg.ts';
import { decode as decodePng } from '../../../../templates/images/decode/png.ts';
import fc from '../../../support/fastCheck.ts';

/** Kinds of colours of PNG, with the depths of each. */
const depths = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] } as const;
const kinds = ([0, 2, 3, 4, 6] as const).flatMap((kind) => depths[kind].map((depth) => ({ kind, depth })));
const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

interface Form {
  readonly kind: 0 | 2 | 3 | 4 | 6;
  readonly depth: number;
  readonly width: number;
  readonly height: number;
  readonly interlaced: boolean;
  readonly level: number;
}

test('pixels of PNG are those that pngjs finds: all kinds of colours, filters, interlaced or not, packed or not', () => {
  const form: fc.Arbitrary<Form> = fc
    .record({
      of: fc.constantFrom(...kinds),
      width: fc.integer({ min: 1, max: 19 }),
      height: fc.integer({ min: 1, max: 11 }),
      interlaced: fc.boolean(),
      level: fc.constantFrom(0, 1, 9),
    })
    .map(({ of, ...rest }) => ({ ...of, ...rest }));
  const bytes = fc.uint8Array({ minLength: 64, maxLength: 64 });
  fc.assert(
    fc.property(form, bytes, (one, noise) => {
      const file = pngOf(one, noise);
      const [expected, found] = [PNG.sync.read(file).data, decodePng(new Uint8Array(file)).data];
      // Of samples with 16 bits the one rounds, the other takes the higher byte.
      const tolerance = one.depth === 16 ? 1 : 0;
      expect(found.length).toBe(expected.length);
      expect(found.every((byte, at) => Math.abs(byte - (expected[at] ?? 0)) <= tolerance)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('pixels of baseline JPEG are those that jpeg-js finds, but for rounding', () => {
  for (const [width, height, quality] of [
    [1, 1, 50],
    [33, 17, 30],
    [40, 24, 95],
  ] as const) {
    const data = Buffer.from(
      Array.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 255 : (at * 7) & 255)),
    );
    const file = jpeg.encode({ width, height, data }, quality).data;
    const [expected, found] = [jpeg.decode(file).data, decodeJpeg(new Uint8Array(file)).data];
    expect(Math.max(...found.map((byte, at) => Math.abs(byte - (expected[at] ?? 0))))).toBeLessThanOrEqual(4);
  }
});

/** A PNG with any bytes for its rows: whatever they are, they are samples. */
function pngOf({ kind, depth, width, height, interlaced, level }: Form, noise: Uint8Array): Buffer {
  const bits = samples[kind] * depth;
  const passes = interlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]];
  const rows: Buffer[] = [];
  for (const [x = 0, y = 0, stepX = 1, stepY = 1] of passes) {
    const [columns, count] = [Math.ceil((width - x) / stepX), Math.ceil((height - y) / stepY)];
    for (let row = 0; columns > 0 && row < count; row++) {
      const length = Math.ceil((columns * bits) / 8);
      const at = (index: number) => noise[(index * 13 + rows.length * 7) % noise.length] ?? 0;
      rows.push(Buffer.from([at(0) % 5, ...Array.from({ length }, (_, index) => at(index))]));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, kind, 0, 0, interlaced ? 1 : 0], 8);
  const palette = Buffer.from(Array.from({ length: 3 * 2 ** Math.min(depth, 8) }, (_, at) => (at * 31) & 255));
  const chunks = [
    chunk('IHDR', header),
    ...(kind === 3 ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level })),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

function chunk(name: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const named = Buffer.concat([Buffer.from(name), data]);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
