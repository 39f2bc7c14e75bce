import { littleEndian, standsAt } from '../bytes.ts';
import { assertReadable, emptyPixels, type Pixels } from '../pixels.ts';

/** Where red, green and blue are in the four bytes of a pixel. */
const usualMasks = [0xff0000, 0xff00, 0xff];

/** Reads BMP with 24 or 32 bits a pixel, not packed. */
export function decode(bytes: Uint8Array): Pixels {
  if (!standsAt(bytes, 0, 'BM')) throw new Error('This is no picture in BMP.');
  const bits = littleEndian(bytes, 28, 2);
  const packing = littleEndian(bytes, 30, 4);
  if ((bits !== 24 && bits !== 32) || (packing !== 0 && packing !== 3)) {
    throw new Error('Only BMP pictures with 24 or 32 bits a pixel can be read.');
  }
  const start = littleEndian(bytes, 10, 4);
  const signedHeight = littleEndian(bytes, 22, 4);
  const fromTop = signedHeight >= 2 ** 31;
  const [width, height] = [littleEndian(bytes, 18, 4), fromTop ? 2 ** 32 - signedHeight : signedHeight];
  assertReadable(width, height);
  // With packing 3 the file says which bits are which colour: the usual ones alone are read.
  const masks = packing === 3 ? [54, 58, 62].map((at) => littleEndian(bytes, at, 4)) : usualMasks;
  if (masks.some((mask, colour) => mask !== usualMasks[colour])) {
    throw new Error('BMP pictures with an order of colours of their own cannot be read.');
  }
  // Rows end at a multiple of four bytes.
  const perRow = Math.ceil((width * bits) / 32) * 4;
  if (start + perRow * height > bytes.length) throw new Error('The picture ends too early.');
  const pixels = emptyPixels(width, height);
  const { data } = pixels;
  for (let row = 0; row < height; row++) {
    const from = start + (fromTop ? row : height - 1 - row) * perRow;
    for (let column = 0; column < width; column++) {
      const at = from + (column * bits) / 8;
      const to = (row * width + column) * 4;
      data[to] = bytes[at + 2] ?? 0;
      data[to + 1] = bytes[at + 1] ?? 0;
      data[to + 2] = bytes[at] ?? 0;
      data[to + 3] = 255;
    }
  }
  return pixels;
}
