export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The point that an arrow key leads to: the nearest one within 60° of the arrow, distance off the arrow counting
 * twice. Screen coordinates: y grows downwards.
 *
 * @returns its index, or -1 when nothing lies that way
 */
export function towards(from: Point, points: readonly Point[], arrow: Point): number {
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  points.forEach((point, index) => {
    const dx = point.x - from.x;
    const dy = point.y - from.y;
    const along = dx * arrow.x + dy * arrow.y;
    const across = Math.abs(dx * arrow.y - dy * arrow.x);
    if (along <= 0 || across > along * Math.sqrt(3)) return;
    const cost = along + 2 * across;
    if (cost < bestCost) {
      best = index;
      bestCost = cost;
    }
  });
  return best;
}
