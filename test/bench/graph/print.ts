import { duration, table } from '../table.ts';
import type { EdgeComparison } from './compareEdges.ts';
import type { GraphFigures } from './figures.ts';
import { verdicts } from './targets.ts';

const write = (text: string) => void process.stdout.write(`${text}\n`);
const count = (value: number | null) => (value === null ? '-' : value.toLocaleString('en'));
const time = (value: number | null) => (value === null ? '-' : duration(value));
const megabytes = (value: number | null) => (value === null ? '-' : `${Math.round(value)} MB`);

/** Above this load a core, what else runs may have taken time from what was measured. */
const busy = 1.5;

/** Prints the tables: figures, promises, and how edges differ. */
export function printFigures(name: string, figures: GraphFigures): void {
  const { machine, ours, floor, peers, comparison } = figures;
  write(`\n${name}: ${count(ours.files)} files, ${count(ours.edges)} edges, ${ours.cycles} cycles`);
  write(`${machine.cores} cores (${machine.processor}), Node ${machine.node}, load ${machine.load.toFixed(1)}\n`);
  if (machine.load > machine.cores * busy) write('The machine was busy: compare processor times, and measure again.\n');
  const times = (milliseconds: number | null) =>
    milliseconds === null ? '-' : `${(milliseconds / ours.coldMs).toFixed(2)}×`;
  write(
    table([
      ['', 'time', 'of ours', 'processor', 'peak memory', 'files', 'edges', 'rounds'],
      [
        'toolwright, cold',
        duration(ours.coldMs),
        '1.00×',
        time(ours.cpuMs),
        megabytes(ours.peakMB),
        count(ours.files),
        count(ours.edges),
        '',
      ],
      ['toolwright, warm', duration(ours.warmMs), times(ours.warmMs), '', '', '', '', ''],
      ['floor: list and read', duration(floor.coldMs), times(floor.coldMs), '', '', '', '', ''],
      ...Object.entries(peers).map(([peer, { version, coldMs, cpuMs, peakMB, files, edges, rounds, failure }]) => [
        `${peer} ${version}`,
        coldMs === null ? (failure ?? '-') : duration(coldMs),
        times(coldMs),
        time(cpuMs),
        megabytes(peakMB),
        count(files),
        count(edges),
        `${rounds}`,
      ]),
    ]),
  );
  const { edits } = ours;
  write(
    `\n${edits.edits} edits of one file: median ${duration(edits.p50Ms)}, p95 ${duration(edits.p95Ms)}, longest ${duration(edits.maxMs)}\n`,
  );
  write(
    table([
      ['promise', 'measured', ''],
      ...verdicts(figures).map(({ promise, measured, met }) => [
        promise,
        measured,
        met === undefined ? '' : met ? 'met' : 'MISSED',
      ]),
    ]),
  );
  if (comparison !== undefined) printComparison(comparison);
}

function printComparison({ common, onlyOurs, onlyTheirs, kinds }: EdgeComparison): void {
  write(
    `\nedges beside dependency-cruiser's: ${count(common)} in both, ${count(onlyOurs)} only ours, ${count(onlyTheirs)} only theirs`,
  );
  for (const { foundBy, kind, count: number, samples } of kinds) {
    write(`  ${count(number)} only ${foundBy}: ${kind}`);
    for (const sample of samples) write(`      ${sample}`);
  }
}
