import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { globMatcher } from '../../../src/capability/sandbox/ports/glob.ts';

const paths = [
  'a',
  'a.ts',
  'b.tsx',
  'src/a.ts',
  'src/b.js',
  'src/x/a.ts',
  'src/x/y/a.test.ts',
  '.env',
  'src/.env',
  '.a/b',
  'lib/.a/b',
  'x-1.md',
  'x]y',
  'a{b',
];

const globs = [
  '*',
  '**',
  '**/*',
  '*.ts',
  '**/*.ts',
  'src/*',
  'src/**',
  'src/**/*.ts',
  'src/*/a.ts',
  '**/a.ts',
  '**/x/**',
  '{src,lib}/**',
  '*.{ts,tsx}',
  '{a,{b,src/a}}.{ts,tsx}',
  'src/?.ts',
  '[ab].*',
  '[^a].*',
  'x-[0-9].md',
  '.*',
  '**/.env',
  './src/*.ts',
  '*a*',
  '**/*.test.*',
  'a**',
  'src/**/y/**/*.ts',
  '?',
];

test.each(globs.flatMap((glob) => [true, false].map((dot) => [glob, dot] as const)))(
  '%s matches what picomatch says, dot: %s',
  (glob, dot) => {
    const matches = globMatcher(glob, { dot });
    expect(paths.filter((path) => matches?.(path))).toEqual(
      paths.filter((path) => picomatch.isMatch(path, glob, { dot })),
    );
  },
);

test.each(['!(a)', '@(a|b)', 'a\\*', '{a,b}'.repeat(10)])('%s is no simple glob', (glob) => {
  expect(globMatcher(glob, { dot: true })).toBeUndefined();
});

test.each([
  ['[!a].ts', ['b.ts'], ['a.ts']],
  ['src/**', ['src/a', 'src/a/b'], ['src', 'src/.a']],
  ['.*/**', ['.a/b'], ['.env', '.a/.b']],
] as const)('%s matches %j and not %j', (glob, matching, others) => {
  const matches = globMatcher(glob, { dot: false });
  expect(matching.filter((path) => !matches?.(path))).toEqual([]);
  expect(others.filter((path) => matches?.(path))).toEqual([]);
});
