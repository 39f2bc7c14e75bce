import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryWorkspace } from '../support/workspace.ts';
import { json, toolwright } from './toolwright.ts';

const source = `/** Makes a name for a URL. */
export function slug(title: string): string {
  throw new Error('not implemented');
}

export const initials = (name: string): string => {
  throw new Error('not implemented');
};

export function untested(text: string): string {
  throw new Error('not implemented');
}
`;
const tests = `import { expect, test } from 'vitest';
import { initials, slug } from './slug.ts';
test.each([['Hello World', 'hello-world'], ['A b c', 'a-b-c']])('%s', (a, b) => expect(slug(a)).toBe(b));
test('more', () => {
  expect(slug('Wide Open Space')).toBe('wide-open-space');
  expect(initials('Ada Lovelace')).toBe('AL');
  expect(initials('Grace Brewster Hopper')).toBe('GBH');
});
`;
const shop = (more: Readonly<Record<string, string>> = {}) =>
  temporaryWorkspace({
    'package.json': '{ "name": "shop", "type": "module" }',
    'src/slug.ts': source,
    'src/slug.test.ts': tests,
    ...more,
  });

test('synthesize prints what would change, and changes nothing', async () => {
  const cwd = shop();
  const { code, stdout, stderr } = await toolwright(['synthesize', '--stub', 'src/slug.ts#slug'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^-{3} a\/src\/slug\.ts\n\+{3} b\/src\/slug\.ts/m);
  expect(stdout).toMatch(/^- {2}throw new Error\('not implemented'\);\n\+ {2}/m);
  expect(stderr).toBe('toolwright: slug fits 3 examples.\n');
  expect(readFileSync(join(cwd, 'src/slug.ts'), 'utf8')).toBe(source);
});

test('synthesize --write makes functions that do what the tests say, also for what they do not', async () => {
  const cwd = shop();
  for (const name of ['slug', 'initials']) {
    const stub = `src/slug.ts#${name}`;
    expect(await toolwright(['synthesize', '--stub', stub, '--write'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  }
  const written = await import(pathToFileURL(join(cwd, 'src/slug.ts')).href);
  expect(written.slug('Wide Open Space')).toBe('wide-open-space');
  expect(written.slug('One More Thing')).toBe('one-more-thing');
  expect(written.initials('Barbara Liskov')).toBe('BL');
});

test('synthesize --json has the patch and how many examples fit', async () => {
  const { value } = await json(['synthesize', '--stub', 'src/slug.ts#initials'], { cwd: shop() });
  expect(value).toMatchObject({
    stub: 'src/slug.ts#initials',
    examples: 2,
    satisfied: 2,
    wrong: [],
    patch: expect.stringContaining('+++ b/src/slug.ts'),
  });
});

test.each([
  ['src/slug.ts', /does not name a function of a file.*--stub src\/slug\.ts#slug/],
  ['src/gone.ts#slug', /There is no file src\/gone\.ts/],
  ['src/slug.ts#other', /src\/slug\.ts has no function other that is not written yet/],
  ['src/slug.ts#untested', /The tests have no examples for untested.*expect\(untested\('input'\)\)/],
])('synthesize --stub %s is refused in words', async (stub, says) => {
  const { code, stdout, stderr } = await toolwright(['synthesize', '--stub', stub], { cwd: shop() });
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^ +at /m);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('contradictory tests are named', async () => {
  const cwd = shop({
    'src/other.test.ts': "import { slug } from './slug.ts';\nexpect(slug('A b c')).toBe('a_b_c');\n",
  });
  const { code, stderr } = await toolwright(['synthesize', '--stub', 'src/slug.ts#slug', '--write'], { cwd });
  expect(stderr).toMatch(
    /different outputs: "A b c" gives "a_b_c" \(src\/other\.test\.ts:2\) and "a-b-c" \(src\/slug\.test\.ts:3\)\./,
  );
  expect(code).toBe(2);
});

test('methods are written, and functions that failed tests find wrong are written anew', async () => {
  const failure = { status: 'failed', ancestorTitles: [], title: 'initials', failureMessages: ['AssertionError: no'] };
  const cwd = shop({
    'src/slug.ts': `export class Slugger {
  slug(title: string): string {
    throw new Error('not implemented');
  }
}

export const initials = (name: string): string => name.slice(0, 2);
`,
    'src/slug.test.ts': `import { expect, test } from 'vitest';
import { initials, Slugger } from './slug.ts';
test('slug', () => {
  const slugger = new Slugger();
  expect(slugger.slug('Hello World')).toBe('hello-world');
  expect(slugger.slug('Wide Open Space')).toBe('wide-open-space');
});
test('initials', () => {
  expect(initials('Ada Lovelace')).toBe('AL');
  expect(initials('Grace Brewster Hopper')).toBe('GBH');
});
`,
    'test-results/vitest.json': JSON.stringify({
      testResults: [{ name: '/ci/shop/src/slug.test.ts', assertionResults: [failure] }],
    }),
  });
  const listed = await toolwright(['gaps'], { cwd });
  expect(listed.stdout).toContain('toolwright synthesize --stub src/slug.ts#Slugger.slug');
  expect(listed.stdout).toMatch(/initials\(name: string\).*\n.*tests find it wrong, 1 test failed, 2 examples/);
  for (const name of ['Slugger.slug', 'initials']) {
    const stub = `src/slug.ts#${name}`;
    expect(await toolwright(['synthesize', '--stub', stub, '--write'], { cwd })).toMatchObject({ code: 0, stdout: '' });
    if (name === 'initials') continue;
    // The results are older than the file now: they have to be written anew, as by running the tests.
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(cwd, 'test-results/vitest.json'), later, later);
  }
  const written = await import(pathToFileURL(join(cwd, 'src/slug.ts')).href);
  expect(new written.Slugger().slug('One More Thing')).toBe('one-more-thing');
  expect(written.initials('Barbara Liskov')).toBe('BL');
});

test('a method that does not exist is declared in its class, and written', async () => {
  const cwd = shop({
    'src/slug.ts': 'export class Slugger {\n  readonly sep = 1;\n}\n',
    'src/use.ts':
      "import { Slugger } from './slug.ts';\nexport const a = (title: string) => new Slugger().slug(title);\n",
    'src/slug.test.ts': `import { expect, test } from 'vitest';
import { Slugger } from './slug.ts';
test('slug', () => {
  expect(new Slugger().slug('Hello World')).toBe('hello-world');
  expect(new Slugger().slug('Wide Open Space')).toBe('wide-open-space');
});
`,
  });
  const stub = 'src/slug.ts#Slugger.slug';
  expect(await toolwright(['synthesize', '--stub', stub, '--write'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  const written = await import(pathToFileURL(join(cwd, 'src/slug.ts')).href);
  expect(new written.Slugger().slug('One More Thing')).toBe('one-more-thing');
});
