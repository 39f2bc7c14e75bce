import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import { instrument } from '../../../src/capability/verification/coverage/instrument.ts';

const source = `'use strict';
export function run(n: number): string {
  if (n > 100) if (n > 200) return 'huge'; else return 'large';
  let found = n > 50 && n % 2 === 0 ? 'even' : 'other';
  for (const one of [1, 2]) found += one;
  for (let i = 0; i < n % 3; i++) { found += i; }
  switch (n) { case 1: found += 'one'; break; default: found += '-'; }
  try { if (n === 7) throw new Error('seven'); } catch { found += 'caught'; }
  const twice = (text: string) => text + text;
  const given = [n].map((one) => ({ one }))[0]?.one ?? 0;
  if (n < 3) found = twice(found) + given;
  else if (n < 5) found += '<5';
  return found || 'none';
}`;

type Run = (n: number) => string;

function loaded(code: string, tail = ''): { run: Run; gone: () => number[] } {
  const { outputText } = ts.transpileModule(`${code}\n${tail}`, {
    compilerOptions: { module: ts.ModuleKind.CommonJS },
  });
  const exports: { run?: Run; list?: number[] } = {};
  new Function('exports', outputText)(exports);
  return { run: exports.run as Run, gone: () => exports.list ?? [] };
}

test('a source with marks does what it did', () => {
  const { run } = loaded(source);
  const marked = loaded(instrument(source).source);
  for (const n of [0, 1, 2, 4, 7, 52, 53, 150, 250]) expect(marked.run(n)).toBe(run(n));
});

test('what was gone through is marked, and nothing else', () => {
  const { source: marked, branches, list } = instrument(source);
  const { run, gone } = loaded(marked, `export { ${list} as list };`);
  run(250);
  const named = () => branches.filter((_, index) => gone()[index] === 1).map(({ line, what }) => `${line} ${what}`);
  expect(named()).toEqual(['2 the function is called', '3 the condition is true', '3 the condition is true']);
  for (const n of [0, 1, 2, 4, 7, 52, 53, 150]) run(n);
  const missed = branches.filter((_, index) => gone()[index] !== 1).map(({ what }) => what);
  expect(missed).toEqual(['the right side of ??', 'the right side of ||']);
});

test('the list has a name that the source does not use', () => {
  const { source: marked, list } = instrument('const gone = 1; export const run = () => gone;');
  expect(list).not.toBe('gone');
  expect(loaded(marked).run(0)).toBe(1);
});
