import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { extractModule } from '../../../src/graph/extract/extract.ts';
import { nestedTooDeeply } from '../../../src/graph/extract/nesting.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const levels = 100_000;
const times = (text: string, count = levels) => text.repeat(count);

/** What nests without end, by the name of the file that it is in. */
const nests: readonly [name: string, file: string, text: string][] = [
  ['calls of functions', 'a.ts', times('a(()=>{', 4000) + times('})', 4000)],
  ['open brackets', 'a.ts', times('[', 20_000)],
  ['parentheses', 'a.ts', `x = ${times('(')}1${times(')')}`],
  ['blocks', 'a.ts', times('{') + times('}')],
  ['JSX', 'a.tsx', `x = ${times('<a>')}${times('</a>')}`],
  ['JSX on lines of its own', 'a.tsx', `x = ${times('<a>\n')}${times('</a>\n')}`],
  ['type arguments', 'a.ts', `type A = ${times('B<')}1${times('>')}`],
  ['templates', 'a.ts', `x = ${times('`${')}1${times('}`')}`],
  ['else if', 'a.ts', `${times('if (a) { b(); }\nelse ')}{}`],
  ['if', 'a.ts', `${times('if (a)\n')};`],
  ['for', 'a.ts', `${times('for (;;) ')};`],
  ['do', 'a.ts', `${times('do ')};`],
  ['labels', 'a.js', `${times('a:')};`],
  ['!', 'a.ts', `x = ${times('!')}a`],
  ['typeof', 'a.ts', `x = ${times('typeof\t')}a`],
  ['await', 'a.ts', `x = ${times('await\n')}a`],
  ['new', 'a.ts', `x = ${times('new ')}a`],
  ['assignments', 'a.ts', `${times('a=')}1`],
  ['powers', 'a.ts', `x = ${times('a**')}1`],
  ['conditions', 'a.ts', `x = ${times('a ? b : ')}1`],
  ['arrow functions', 'a.ts', `x = ${times('async a => ')}1`],
  ['<', 'a.ts', `x = ${times('a<')}1`],
  ['conditional types', 'a.ts', `type A = ${times('B extends C ? D : ')}1`],
  ['keyof', 'a.ts', `type A = ${times('keyof ')}1`],
  ['function types', 'a.ts', `type A = ${times('()=>')}1`],
  ['namespaces', 'a.ts', `namespace a${times('.a')}{}`],
  ['export', 'a.ts', `${times('export ')}let a`],
  ['classes', 'a.ts', `${times('class A extends ')}B{}`],
];

test.each(nests)('what is nested too deeply is read by its looks: %s', (_, file, text) => {
  const { references, problems } = extractModule(file, `import './b';\n${text}`);
  expect(problems.map(({ code }) => code)).toEqual(['nested-too-deeply']);
  expect(references.map(({ specifier, line }) => `${specifier} ${line}`)).toEqual(['./b 1']);
});

test.each([
  ['a + a', `x = ${times('a+')}a`],
  ['a && a', `x = ${times('a&&')}a`],
  ['a.a', `x = a${times('.a')}`],
  ['a()()', `x = a${times('()')}`],
])('a tree that is too deep to be walked is none: %s', (_, text) => {
  for (const tail of ['', ';\nconst c = require("./c")', ';\nlet c: import("./c").C']) {
    for (const lazy of [true, false]) {
      const { references } = extractModule('a.ts', `import './b';\n${text}${tail}`, lazy);
      expect(references[0]?.specifier).toBe('./b');
    }
  }
});

test('a thread of the scan survives what is just below the limit', async () => {
  const file = join(temporaryWorkspace(), 'worker.mjs');
  const extract = new URL('../../../src/graph/extract/extract.ts', import.meta.url);
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads';
     import { extractModule } from ${JSON.stringify(extract.href)};
     const texts = ['a(()=>{'.repeat(390) + '})'.repeat(390), '['.repeat(790) + 'async a=>'.repeat(200) + '1' + ']'.repeat(790),
       'x = ' + 'async a=>'.repeat(600) + '1', 'x = ' + 'a<'.repeat(1900) + '1', 'if (a) {} else '.repeat(600) + '{}'];
     for (const text of texts) parentPort.postMessage(extractModule('a.ts', text).problems.map(({ code }) => code));`,
  );
  const worker = new Worker(file);
  const found: string[][] = [];
  worker.on('message', (codes) => found.push(codes));
  const exit = await new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
  expect(exit).toBe(0);
  expect(found).toHaveLength(5);
  expect(found.flat()).not.toContain('nested-too-deeply');
});

test.each([
  ['statements without semicolons', times('const a = b ? !c : -d\n', 5000)],
  ['members without semicolons', `class A {\n${times('  private a = <B>b\n', 5000)}}`],
  ['calls without semicolons', times('test("a", () => {\n  expect(a <= b).toBe(!c)\n})\n', 3000)],
  ['comments', times('/** - a ( [ { < = > - */\n// ( [ {\n', 5000)],
  ['strings', `x = [${times('"({[", \'({[\', ', 5000)}]`],
  ['a wide table', `x = {${times('a: [1, -2, !3],', 5000)}}`],
  ['other scripts', `x = '${times('ШЛ№ ', 5000)}'`],
])('long is not deep: %s', (_, text) => {
  expect(nestedTooDeeply(text)).toBe(false);
});
