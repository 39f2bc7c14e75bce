import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generateWorkspace } from './generate.ts';

/** `generate FILES DIR [--seed N]` */
export async function run(args: readonly string[]): Promise<{ folder: string; files: number; edges: number }> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' } },
  });
  const [number, folder] = positionals;
  const files = Number(number);
  if (!Number.isInteger(files) || files < 1 || folder === undefined) {
    throw new Error('generate needs a number of FILES and the DIR to write them to');
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  const { edges } = generateWorkspace({ files, folder, seed: Number(values.seed) });
  process.stdout.write(`${folder}: ${files} files, ${edges.length} edges between them\n`);
  return { folder, files, edges: edges.length };
}
