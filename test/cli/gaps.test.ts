import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/index.ts';
import type { Gap } from '../../src/protocol/index.ts';
import { missing, request } from '../journal/support.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { json, tidy, toolwright } from './toolwright.ts';

const slugs = {
  'package.json': '{ "name": "slugs" }',
  'src/slug.ts': "export function slug(title: string): string {\n  throw new Error('not implemented');\n}\n",
  'test/slug.test.ts': `import { slug } from '../src/slug.ts';
test('slug', () => {
  expect(slug('Hello World')).toBe('hello-world');
  expect(slug('Hello World')).toBe('hello_world');
  expect(slug(new Date())).toBe('now');
});
`,
};

test('lists gaps with evidence, places and examples', async () => {
  const cwd = temporaryWorkspace(slugs);
  const { code, stdout } = await toolwright(['gaps'], { cwd });
  expect(stdout).toBe(`slug(title: string): string  src/slug.ts:1:17
  throws that it is not written, 2 examples
  "Hello World" → "hello-world"  test/slug.test.ts:3
  "Hello World" → "hello_world"  test/slug.test.ts:4
  contradiction: "Hello World" gives "hello-world" (test/slug.test.ts:3) and "hello_world" (test/slug.test.ts:4)
  1 assertion could not be read as an example: --verbose says why
  src/slug.ts#slug  (correct the contradiction first)

1 gap.
`);
  expect(code).toBe(1);
  expect((await toolwright(['gaps', '--verbose'], { cwd })).stdout).toContain(
    'skipped: new Date() is no literal  test/slug.test.ts:5',
  );
});

test('--json has all of it in one document', async () => {
  const cwd = temporaryWorkspace(slugs);
  const journal = openJournal({ file: join(cwd, '.toolwright/journal.db') });
  await journal.recordRequest(request, missing, 1);
  journal.close();
  const { code, value } = await json<{ root: string; gaps: Gap[]; problems: unknown[] }>(['gaps'], { cwd });
  expect(code).toBe(1);
  expect(value).toMatchObject({ root: cwd, problems: [] });
  const id = value.gaps.find(({ source }) => source === 'requests')?.id;
  const { stdout } = await toolwright(['gaps'], { cwd });
  expect(stdout).toContain(`toolwright synthesize ${id} --example "in=>out"\n`);
  expect(value.gaps.map(({ intent, examples, requests }) => [intent, examples.length, requests.length])).toEqual([
    ['slug', 2, 0],
    ['convert the selection to ISO', 0, 1],
  ]);
});

test('nothing missing is success; a folder that is not there is not', async () => {
  expect(await toolwright(['gaps'], { cwd: tidy() })).toEqual({ code: 0, stdout: 'No gaps.\n', stderr: '' });
  const { code, stderr } = await toolwright(['gaps', 'nowhere'], { cwd: tidy() });
  expect(code).toBe(2);
  expect(stderr).toContain('there is no such folder');
});

test('functions that do not exist and functions that failed tests find wrong are listed with what is to be done', async () => {
  const cwd = temporaryWorkspace({
    'package.json': '{ "name": "texts" }',
    'src/texts.ts': 'export const upper = (text: string) => text;\n',
    'test/texts.test.ts': `import { initials, upper } from '../src/texts.ts';
test('initials', () => {
  expect(initials('Ada Lovelace')).toBe('AL');
});
test('upper', () => {
  expect(upper('a')).toBe('A');
});
`,
    'test-results/results.json': JSON.stringify({
      testResults: [
        {
          name: '/ci/test/texts.test.ts',
          assertionResults: [{ status: 'failed', title: 'upper', failureMessages: ['Error: a is not A'] }],
        },
      ],
    }),
  });
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(cwd, 'test-results/results.json'), later, later);
  expect((await toolwright(['gaps'], { cwd })).stdout).toBe(`initials(input)  src/texts.ts
  does not exist, 1 call, 1 example
  "Ada Lovelace" → "AL"  test/texts.test.ts:3
  toolwright synthesize --stub src/texts.ts#initials

upper(text: string)  src/texts.ts:1:14
  is written, and tests find it wrong, 1 test failed, 1 example
  "a" → "A"  test/texts.test.ts:6
  fails: test/texts.test.ts: upper  Error: a is not A
  toolwright synthesize --stub src/texts.ts#upper

2 gaps.
`);
});
