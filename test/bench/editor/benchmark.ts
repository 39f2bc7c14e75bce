import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageExtension } from '../../../scripts/package.ts';
import { prepareEditor, runInEditor } from '../inEditor.ts';
import { table } from '../table.ts';

/** How long the thread was held in which all extensions run, while something was done. */
export interface Watched {
  readonly work: string;
  readonly round: 'cold' | 'warm';
  readonly milliseconds: number;
  /** The longest turn by the processor time of the thread: what it was busy with, whatever else the machine does. */
  readonly heldMs: number;
  /** Turns above 50 ms. */
  readonly heldOver50: number;
  /** The longest delay of a timer, the machine's other work counted. */
  readonly delayMs: number;
  readonly failed?: string;
}

const limit = 50;

const source = `/** Makes a name for a URL. */
export function slug(title: string): string {
  throw new Error('not implemented');
}
`;
const tests = `import { expect, test } from 'vitest';
import { slug } from './slug.ts';
test('slug', () => {
  expect(slug('Hello World')).toBe('hello-world');
  expect(slug('Wide Open Space')).toBe('wide-open-space');
});
`;

/**
 * How long the packaged extension holds the extension host of the real VS Code while it generates, writes a function and
 * teaches. The work of VS Code's own extensions and of its commands is in it, so it is shown beside what idling has.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { lines: { type: 'string', default: '1000' }, vsix: { type: 'string' } },
  });
  const browser = await prepareEditor();
  const watched = await watch(values.vsix ?? (await packageExtension()), browser, Number(values.lines));
  console.log(
    table([
      ['while', 'round', 'took ms', 'held ms', 'turns over 50 ms', 'latest timer ms'],
      ...watched.map(({ work, round, milliseconds, heldMs, heldOver50, delayMs, failed }) => [
        failed === undefined ? work : `${work}: ${failed}`,
        round,
        milliseconds.toFixed(0),
        heldMs.toFixed(1),
        String(heldOver50),
        delayMs.toFixed(1),
      ]),
    ]),
  );
  const ours = watched.filter(({ work }) => work !== 'idle' && !work.startsWith('VS Code'));
  const most = Math.max(...ours.map(({ heldMs }) => heldMs));
  console.log(`to reach: no turn above ${limit} ms: ${most <= limit ? 'met' : 'missed'} (${most.toFixed(1)} ms)`);
  return { heldMs: most, watched };
}

function watch(vsix: string, browser: string, lines: number): Promise<readonly Watched[]> {
  return runInEditor(browser, vsix, {
    entry: 'test/bench/editor/suite.ts',
    define: (results) => ({ EDITOR: { lines, results } }),
    fill(folder) {
      mkdirSync(join(folder, 'src'));
      writeFileSync(join(folder, 'package.json'), '{ "name": "shop", "type": "module" }\n');
      writeFileSync(join(folder, 'src', 'slug.ts'), source);
      writeFileSync(join(folder, 'src', 'slug.test.ts'), tests);
    },
  });
}
