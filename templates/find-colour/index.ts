import { bytesOf } from '../images/bytes.ts';
import { decode } from '../images/decode/png.ts';
import type { Screen } from '../workspace/screen.ts';

/** The colour that is looked for: red, green and blue, two digits each. */
const colour = '#ff0000';
/** Red, green and blue may differ by as much, of 255. */
const tolerance = 0;

export interface Input {
  /** PNG in base64; what is on the screen where it is left out. */
  readonly picture?: string;
}

export interface Found {
  /** Pixels of the colour that can be seen. */
  readonly pixels: number;
  /** The smallest rectangle around them; absent where there are none. */
  readonly area?: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

/** Finds where {colour} is in a picture in PNG, or on the screen. */
export async function run({ picture }: Input, { screen }: Screen): Promise<Found> {
  const { width, data } = decode(bytesOf(picture ?? (await captured(screen))));
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  let pixels = 0;
  let [left, top, right, bottom] = [width, data.length, -1, -1];
  for (let at = 0; at < data.length; at += 4) {
    // What is wholly transparent has a colour that nobody sees.
    if (data[at + 3] === 0 || wanted.some((value, channel) => differs(value, data[at + channel] ?? 0))) continue;
    pixels++;
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
  }
  if (pixels === 0) return { pixels };
  return { pixels, area: { left, top, width: right - left + 1, height: bottom - top + 1 } };
}

function differs(one: number, other: number): boolean {
  return Math.abs(one - other) > tolerance;
}

async function captured(screen: Screen['screen']): Promise<string> {
  if (screen === undefined) throw new Error('There is no screen to look at here: hand over the picture.');
  const { type, base64 } = await screen.capture();
  if (type !== 'image/png') throw new Error(`The screen was captured as ${type}, and PNG alone is read here.`);
  return base64;
}
