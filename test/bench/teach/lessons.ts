import type { Random } from '../random.ts';

/** A kind of lines, and what they should become. */
export interface LineLesson {
  readonly name: string;
  readonly lines: readonly string[];
  readonly wanted: (line: string) => string;
  /** Something else that somebody may come to want after all. */
  readonly corrected: (line: string) => string;
}

const first = ['Ada', 'Alan', 'Grace', 'Barbara', 'Donald', 'Edsger', 'John', 'Frances', 'Katherine', 'Margaret'];
const last = ['Lovelace', 'Turing', 'Hopper', 'Liskov', 'Knuth', 'Dijkstra', 'Backus', 'Allen', 'Johnson', 'Hamilton'];
const levels = ['INFO', 'WARN', 'ERROR'];
const two = (value: number) => String(value).padStart(2, '0');

/** What people have in lists: so many lines of each kind, the same ones each time. */
export function lineLessons(count: number, random: Random): readonly LineLesson[] {
  const pick = (limit: number) => random.below(limit);
  const of = <T>(values: readonly T[]) => random.pick(values);
  const linesOf = (line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at));
  const day = () => `${two(1 + pick(28))}.${two(1 + pick(12))}.${2000 + pick(40)}`;
  const request = () => `worker-${pick(40)}: request /api/v${pick(3)}/items/${pick(9999)} took ${pick(900)} ms`;
  return [
    {
      name: 'names',
      lines: linesOf(() => `${of(first)} ${of(last)}`),
      wanted: (line) => line.replace(/(\w+) (\w+)/, '$2, $1'),
      corrected: (line) => line.replace(/(\w)\w+ (\w+)/, '$2, $1.'),
    },
    {
      name: 'days',
      lines: linesOf(day),
      wanted: (line) => line.split('.').toReversed().join('-'),
      corrected: (line) => line.split('.').toReversed().join('/'),
    },
    {
      name: 'log',
      lines: linesOf(() => `2026-0${1 + pick(9)}-1${pick(10)}T1${pick(10)}:00:00Z [${of(levels)}] ${request()}`),
      wanted: (line) => line.replace(/.*\[(\w+)\].*items\/(\d+) took (\d+) ms/, '$1 $2 $3ms'),
      corrected: (line) => line.replace(/.*\[(\w+)\].*items\/(\d+) took (\d+) ms/, '$2: $3 ($1)'),
    },
    {
      name: 'csv',
      lines: linesOf(
        (at) => `${at},"${of(last)}, ${of(first)}",${pick(100)}.${10 + pick(90)},${of(first)}@example.org`,
      ),
      wanted: (line) => line.replace(/^\d+,"(\w+), (\w+)",([\d.]+),.*$/, '$2 $1: $3'),
      corrected: (line) => line.replace(/^\d+,"(\w+), (\w+)",([\d.]+),(.*)$/, '$1 <$4>'),
    },
    {
      name: 'paths',
      lines: linesOf(() => `/src/${of(last).toLowerCase()}/${of(first).toLowerCase()}.${of(['ts', 'js', 'css'])}`),
      wanted: (line) => line.replace(/.*\/(\w+)\.\w+$/, '$1').toUpperCase(),
      corrected: (line) => line.replace(/.*\/(\w+)\/(\w+)\.\w+$/, '$1-$2'),
    },
  ];
}
