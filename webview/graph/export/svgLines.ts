import { CURVATURE } from '../draw/curvature.ts';
import type { EdgeLook } from '../draw/look.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const HEAD = { length: 6, half: 2.5 };

/** An edge from the middle of one file to the rim of the other, with its head. */
export function polyline(from: Point, to: Point, radius: number, look: EdgeLook): string {
  // A curve arrives from its control point, a straight line from its start.
  const control = look.curved ? controlPoint(from, to) : from;
  const length = Math.hypot(to.x - control.x, to.y - control.y);
  const [dx, dy] = length === 0 ? [0, 0] : [(to.x - control.x) / length, (to.y - control.y) / length];
  const before = (distance: number, aside = 0) =>
    `${round(to.x - dx * distance - dy * aside)} ${round(to.y - dy * distance + dx * aside)}`;
  const back = radius + (look.arrow ? HEAD.length : 0);
  const end = look.curved ? `Q${round(control.x)} ${round(control.y)} ${before(back)}` : `L${before(back)}`;
  const opacity = look.opacity < 1 ? ` opacity="${round(look.opacity)}"` : '';
  const shaft = `<path d="M${round(from.x)} ${round(from.y)}${end}" fill="none" stroke="${look.colour}" stroke-width="${look.width}"${opacity}/>`;
  if (!look.arrow) return shaft;
  const head = `M${before(radius)}L${before(back, HEAD.half)}L${before(back, -HEAD.half)}Z`;
  return `${shaft}<path d="${head}" fill="${look.colour}"${opacity}/>`;
}

function controlPoint(from: Point, to: Point): Point {
  return {
    x: (from.x + to.x) / 2 + (to.y - from.y) * CURVATURE,
    y: (from.y + to.y) / 2 - (to.x - from.x) * CURVATURE,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
