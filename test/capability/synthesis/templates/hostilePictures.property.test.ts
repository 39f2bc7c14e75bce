import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { decode as decodeBmp } from '../../../../templates/images/decode/bmp.ts';
import { decode as decodeGif } from '../../../../templates/images/decode/gif.ts';
import { decode as decodeJpeg } from '../../../../templates/images/decode/jpeg.ts';
import { decode as decodePng } from '../../../../templates/images/decode/png.ts';
import type { Pixels } from '../../../../templates/images/pixels.ts';
import fc from '../../../support/fastCheck.ts';

const [width, height] = [9, 7];
const colours = Buffer.from(
  Array.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 255 : (at * 37) & 255)),
);

function bmp(): Buffer {
  const perRow = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + perRow * height, 7);
  file.fill(0, 0, 54);
  file.write('BM');
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeUInt32LE(width, 18);
  file.writeUInt32LE(height, 22);
  file.writeUInt16LE(24, 28);
  return file;
}

type Decode = (bytes: Uint8Array) => Pixels;

/** For each format: its decoder, a picture, and where the picture says how wide it is, in how many bytes. */
const formats: readonly (readonly [string, Decode, Buffer, readonly number[], number])[] = [
  ['PNG', decodePng, PNG.sync.write(Object.assign(new PNG({ width, height }), { data: colours })), [16, 20], 4],
  ['JPEG', decodeJpeg, jpeg.encode({ width, height, data: colours }, 60).data, [], 2],
  // One pixel.
  ['GIF', decodeGif, Buffer.from('R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=', 'base64'), [6, 8, 31, 33], 2],
  ['BMP', decodeBmp, bmp(), [18, 22], 4],
];

/** What was decoded, or why not; anything but a clear word of the decoder itself fails. */
function outcome(decode: Decode, bytes: Uint8Array): Pixels | string {
  try {
    return decode(bytes);
  } catch (error) {
    expect((error as Error).constructor.name, String((error as Error).stack)).toBe('Error');
    return (error as Error).message;
  }
}

test.each(formats)('%s that ends anywhere is told to end too early, or is whole', (_, decode, file) => {
  const whole = decode(new Uint8Array(file));
  for (let length = 0; length < file.length; length++) {
    const found = outcome(decode, new Uint8Array(file.subarray(0, length)));
    if (typeof found !== 'string') expect(found).toEqual(whole);
    else
      expect(found).toMatch(
        /ends too early|This is no picture|There is no picture|damaged|shorter|unknown kind|Only|cannot be read/,
      );
  }
});

test.each(formats)('%s with other bytes anywhere is read or refused in words', (_, decode, file) => {
  const change = fc.record({ at: fc.nat(file.length - 1), byte: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const bytes = new Uint8Array(file);
      for (const { at, byte } of changes) bytes[at] = byte;
      const found = outcome(decode, bytes);
      if (typeof found !== 'string') expect(found.data.length).toBe(found.width * found.height * 4);
    }),
    { numRuns: 300 },
  );
});

test.each(formats)(
  '%s that claims to be huge is refused before there is room made for it',
  (name, decode, file, places, size) => {
    const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
    const at = name === 'JPEG' ? [frame + 5, frame + 7] : places;
    for (const claimed of [2 ** (size * 8) - 1, 4000]) {
      const bytes = new Uint8Array(file);
      for (const place of at) {
        for (let byte = 0; byte < size; byte++) {
          const shift = name === 'PNG' || name === 'JPEG' ? size - 1 - byte : byte;
          bytes[place + byte] = Math.floor(claimed / 256 ** shift) & 255;
        }
      }
      const before = process.memoryUsage().arrayBuffers;
      const found = outcome(decode, bytes);
      expect(found).toMatch(/cannot be read|too early|shorter|Only/);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    }
  },
);

test('progressive JPEG is refused in words', () => {
  const file = new Uint8Array(jpeg.encode({ width, height, data: colours }, 60).data);
  file[Buffer.from(file).indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc2;
  expect(() => decodeJpeg(file)).toThrow('Progressive JPEG cannot be read, only baseline JPEG.');
});
