import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SynthesisExample } from '#capability/synthesis';

/** One line of a file of tasks. */
export interface SynthesisTask {
  readonly id: string;
  readonly source: string;
  readonly train: readonly SynthesisExample[];
  readonly test: readonly SynthesisExample[];
}

/** The tasks of a file, at most `limit` of them. */
export function readTasks(file: string, limit: number): SynthesisTask[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.slice(0, limit).map((line) => JSON.parse(line) as SynthesisTask);
}

/** Every third task, by a hash of its id: not looked at while operators and weights were chosen. */
export function isHeldOut({ id }: SynthesisTask): boolean {
  return Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % 3 === 0;
}
