import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { silentLogger } from '#base';
import { createGraphSession } from '#engine/local';
import type { GraphSession } from '#protocol';
import { seededRandom } from '../random.ts';
import { percentile } from '../statistics.ts';

/** What a series of single-file edits took, from the file's event to graph and components brought up to date. */
export interface EditTimes {
  readonly edits: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

// A process of its own, so that nothing of the benchmark shares its heap.
const [folder = '', edits = ''] = process.argv.slice(2);
const session = createGraphSession({ root: folder, trusted: true, logger: silentLogger });
process.stdout.write(JSON.stringify(await timeEdits(session, folder, Number(edits))));
await session.dispose();

/**
 * Edits real files of a copy, one after the other. Every second edit adds an import of another file, so that edges
 * (and sometimes components) change; the others change the text alone, as most saves do.
 */
async function timeEdits(session: GraphSession, folder: string, edits: number): Promise<EditTimes> {
  await session.scan({ fresh: true });
  const files = (await session.files()).filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'));
  const random = seededRandom(7);
  const times: number[] = [];
  for (let edit = 0; edit < edits; edit += 1) {
    const path = random.pick(files);
    const text = readFileSync(join(folder, path), 'utf8');
    writeFileSync(
      join(folder, path),
      edit % 2 === 0 ? withImport(path, random.pick(files), text) : `${text}\n// ${edit}\n`,
    );
    const begin = performance.now();
    await session.change([{ type: 'changed', path }]);
    times.push(performance.now() - begin);
  }
  return {
    edits,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    maxMs: Math.max(...times),
  };
}

function withImport(from: string, to: string, text: string): string {
  const way = relative(dirname(from), to).replace(/\.tsx?$/, '');
  return `import '${way.startsWith('.') ? way : `./${way}`}';\n${text}`;
}
