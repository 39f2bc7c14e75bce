import { expect, test } from 'vitest';
import { isConfiguration, mayChangeRules, relevanceOf } from '../../../src/host/watching/relevance.ts';

test.each([
  ['src/a.ts', 'file'],
  ['src/view.vue', 'file'],
  ['types/a.d.mts', 'file'],
  ['tsconfig.base.json', 'file'],
  ['.dependency-cruiser.cjs', 'file'],
  ['pnpm-lock.yaml', 'file'],
  ['sub/.gitignore', 'file'],
  ['src/feature', 'perhaps-folder'],
  ['src/v1.2', 'perhaps-folder'],
  ['picture.png', 'perhaps-folder'],
  ['node_modules/a/index.js', 'none'],
  ['packages/a/node_modules', 'none'],
  ['.git/index', 'none'],
  ['', 'none'],
])('%s: %s', (path, expected) => {
  expect(relevanceOf(path)).toBe(expected);
});

test.each([
  ['package.json', true, true],
  ['packages/a/tsconfig.build.json', true, true],
  ['.gitignore', true, false],
  ['yarn.lock', true, false],
  ['.dependency-cruiser.mjs', false, true],
  ['config/known.json', false, true],
  ['dist/a.js', false, false],
  ['src/a.ts', false, false],
])('%s: configuration %s, of the rules %s', (path, configuration, rules) => {
  expect([isConfiguration(path), mayChangeRules(path)]).toEqual([configuration, rules]);
});
