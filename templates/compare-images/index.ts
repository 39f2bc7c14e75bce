import { bytesOf } from '../images/bytes.ts';
import { decode } from '../images/decode/png.ts';

/** Pixels count as different where red, green, blue or opacity differs by more than this, of 255. */
const tolerance = 0;

export interface Input {
  /** {format} in base64, both of them. */
  readonly before: string;
  readonly after: string;
}

export interface Comparison {
  readonly same: boolean;
  /** Pixels that differ. */
  readonly different: number;
  /** Of all pixels, from 0 to 1. */
  readonly share: number;
  /** The smallest rectangle around what differs; absent where nothing does. */
  readonly area?: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

/** Compares two pictures of the same size, {format}, pixel by pixel. */
export function run({ before, after }: Input): Comparison {
  const [first, second] = [decode(bytesOf(before)), decode(bytesOf(after))];
  const { width, height } = first;
  if (width !== second.width || height !== second.height) {
    throw new Error(`The pictures differ in size: ${width} × ${height} and ${second.width} × ${second.height}.`);
  }
  let different = 0;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let at = 0; at < first.data.length; at += 4) {
    if (isSame(first.data, second.data, at)) continue;
    different++;
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const share = Number((different / (width * height)).toFixed(6));
  if (different === 0) return { same: true, different, share };
  return { same: false, different, share, area: { left, top, width: right - left + 1, height: bottom - top + 1 } };
}

function isSame(first: Uint8Array, second: Uint8Array, at: number): boolean {
  for (let channel = 0; channel < 4; channel++) {
    if (Math.abs((first[at + channel] ?? 0) - (second[at + channel] ?? 0)) > tolerance) return false;
  }
  return true;
}
