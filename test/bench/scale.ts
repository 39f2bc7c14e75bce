import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateWorkspace } from './generate/generate.ts';
import { run as measureGraph } from './graph/benchmark.ts';
import type { GraphFigures } from './graph/figures.ts';

/** `scale [FILES]`: our own figures on a generated workspace, which is thrown away again. */
export async function run(args: readonly string[]): Promise<GraphFigures> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '5' } },
  });
  const files = Number(positionals[0] ?? 12_000);
  if (!Number.isInteger(files) || files < 1) throw new Error(`scale needs a number of files, not ${positionals[0]}`);
  const parent = mkdtempSync(join(tmpdir(), 'toolwright-scale-'));
  const folder = join(parent, `generated-${files}`);
  try {
    generateWorkspace({ files, folder });
    return await measureGraph([folder, '--peers', 'none', '--rounds', values.rounds]);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
