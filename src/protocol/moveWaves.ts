interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Moves in an order in which none overwrites what another is still to move: all of one wave can be made at once, and wave
 * by wave. Where names are swapped, one file waits under a name of its own in between.
 * @param moves each of another file to another name
 */
export function moveWaves(moves: readonly Move[]): readonly (readonly Move[])[] {
  const waves: Move[][] = [];
  let rest = [...moves];
  while (rest.length > 0) {
    // Names that differ in their case alone are one file on many systems.
    const isInTheWay = ({ from, to }: Move) =>
      rest.some((other) => other.from !== from && other.from.toLowerCase() === to.toLowerCase());
    const free = rest.filter((move) => !isInTheWay(move));
    if (free.length > 0) {
      waves.push(free);
      rest = rest.filter(isInTheWay);
      continue;
    }
    const [first, ...others] = rest as [Move, ...Move[]];
    const between = `${first.from}.toolwright-moves`;
    waves.push([{ from: first.from, to: between }]);
    rest = [...others, { from: between, to: first.to }];
  }
  return waves;
}
