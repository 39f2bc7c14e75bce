import { expect, test } from 'vitest';
import { type FileName, placeNames } from '../../../webview/graph/draw/names.ts';
import type { MapView } from '../../../webview/graph/draw/overlay.ts';

/** A picture of 300 by 100 pixels in which a position is a pixel. */
const view = { width: 300, height: 100, fileScale: 1, toX: (x: number) => x, toY: (y: number) => y } as MapView;

/** Where the name of a file at a place begins; each letter is ten pixels wide. */
function leftEndOf(side: FileName['side'], at: number): number | undefined {
  const file: FileName = { node: 0, text: 'money.ts', radius: 6, side, always: true };
  const positions = { x: Float32Array.of(at), y: Float32Array.of(50) };
  const [placed] = placeNames([file], [], positions, view, 10, (text) => text.length * 10);
  return placed?.x;
}

test.each<readonly [FileName['side'], number, number, string]>([
  ['right', 100, 110, 'beside its file'],
  ['right', 280, 190, 'before its file, where it would leave the picture'],
  ['left', 200, 110, 'beside its file'],
  ['left', 20, 30, 'after its file, where it would leave the picture'],
  ['above', 150, 110, 'in the middle above its file'],
  ['above', 290, 220, 'as far to the right as there is room'],
  ['above', 10, 0, 'as far to the left as there is room'],
])('a name to the %s of a file at %d begins at %d: %s', (side, at, begins) => {
  expect(leftEndOf(side, at)).toBe(begins);
});
